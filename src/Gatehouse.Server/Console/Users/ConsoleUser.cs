using System.Text.Json;

namespace Gatehouse.Server.Console.Users;

/// <summary>A user as the API shows one (contract/management-api.md 2.1), as far as the console's pages tell it.</summary>
/// <param name="CreatedAt">Milliseconds since 1970, as the other times.</param>
internal sealed record ConsoleUser(
    string Id, string? Username, string? PrimaryEmail, string? PrimaryPhone, string? Name, string? Avatar, JsonElement CustomData, JsonElement Profile,
    long? LastSignInAt, long CreatedAt, long UpdatedAt, string? ApplicationId, bool IsSuspended, bool HasPassword)
{
    /// <summary>What people call the user: the name, else the first identifier there is.</summary>
    public string Shown => First(Name, PrimaryEmail, Username, PrimaryPhone) ?? Id;

    /// <summary>The identifier that stands beneath the name.</summary>
    public string Second => First(PrimaryEmail, Username, PrimaryPhone) is { } identifier && identifier != Shown ? identifier : Id;

    private static string? First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value)) return value;
        }

        return null;
    }
}
