using System.Text.Json;

namespace Gatehouse.Server.Console.Users;

/// <summary>A user as the API shows one (contract/management-api.md 2.1), as far as the console's pages tell it.</summary>
/// <param name="CreatedAt">Milliseconds since 1970, as the other times.</param>
/// <param name="SignInCount">Null where it was not asked for, as the other counts.</param>
internal sealed record ConsoleUser(
    string Id, string? Username, string? PrimaryEmail, string? PrimaryPhone, string? Name, string? Avatar, JsonElement CustomData, JsonElement Profile,
    long? LastSignInAt, long CreatedAt, long UpdatedAt, string? ApplicationId, bool IsSuspended, bool HasPassword,
    long? SignInCount = null, long? FailedSignInCount = null, long? LastFailedSignInAt = null)
{
    /// <summary>Of the user's first page, within the tenant.</summary>
    public string Path => "/users/" + Uri.EscapeDataString(Id);

    /// <summary>Of the user in the Management API.</summary>
    public string ApiPath => "/api" + Path;

    /// <summary>What people call the user: the name, else the first identifier there is.</summary>
    public string Shown => First(Name, PrimaryEmail, Username, PrimaryPhone) ?? Id;

    /// <summary>The identifier that stands beneath the name.</summary>
    public string Second => First(PrimaryEmail, Username, PrimaryPhone) is { } identifier && identifier != Shown ? identifier : Id;

    /// <summary>What the user types to sign in; the id where there is nothing.</summary>
    public string Identifier => First(PrimaryEmail, Username, PrimaryPhone) ?? Id;

    private static string? First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value)) return value;
        }

        return null;
    }
}
