using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>What others know of somebody who chooses a password, so that it is no part of it (contract/experience-api.md 12.1).</summary>
internal sealed record PasswordOwner(string? Name = null, string? Username = null, string? Email = null, string? Phone = null)
{
    public static PasswordOwner Of(User user) => new(user.Name, user.Username, user.PrimaryEmail, user.PrimaryPhone);

    /// <summary>The name whole, without blanks and word by word; the username; the address before its @; the number.</summary>
    public IEnumerable<string> Parts
    {
        get
        {
            IEnumerable<string?> parts =
            [
                Name, Name?.Replace(" ", "", StringComparison.Ordinal), .. Name?.Split(' ') ?? [], Username, Email?.Split('@')[0], Phone,
            ];
            return parts.OfType<string>().Where(part => part.Length > 0).Distinct();
        }
    }
}
