using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>What the sign-up settings want every user to have (contract/experience-api.md 6, and 9 step 6 for users that exist).</summary>
internal static class RequiredProfile
{
    private const string Username = "username";
    private const string Email = "email";
    private const string Phone = "phone";
    private const string EmailOrPhone = "emailOrPhone";
    private const string Password = "password";

    /// <summary>In the order in which missing ones are told.</summary>
    public static IEnumerable<string> Of(SignUpSettings signUp)
    {
        var wanted = (signUp.SecondaryIdentifiers ?? []).Select(secondary => secondary.Identifier).Append(Primary(signUp.Identifiers ?? []));
        if (signUp.Password) wanted = wanted.Append(Password);
        return ((string[])[Username, Email, Phone, EmailOrPhone, Password]).Intersect(wanted.OfType<string>());
    }

    /// <param name="hasSsoIdentity">An account at an enterprise provider stands in for the password, as a social one does.</param>
    public static IReadOnlyList<string> MissingOf(SignUpSettings signUp, User user, bool hasSsoIdentity) => [.. Of(signUp).Where(part => part switch
    {
        Username => user.Username is null,
        Email => user.PrimaryEmail is null,
        Phone => user.PrimaryPhone is null,
        EmailOrPhone => user.PrimaryEmail is null && user.PrimaryPhone is null,
        _ => !user.HasPassword && user.Identities.Count == 0 && !hasSsoIdentity,
    })];

    private static string? Primary(IReadOnlyList<string> identifiers)
    {
        if (identifiers.Contains(Username)) return Username;
        return identifiers.Contains(Email) && identifiers.Contains(Phone) ? EmailOrPhone : identifiers.Count > 0 ? identifiers[0] : null;
    }
}
