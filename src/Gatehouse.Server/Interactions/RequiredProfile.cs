using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
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
    private const string Extra = "extraProfile";

    /// <summary>In the order in which missing ones are told.</summary>
    public static IEnumerable<string> Of(SignUpSettings signUp)
    {
        var wanted = (signUp.SecondaryIdentifiers ?? []).Select(secondary => secondary.Identifier).Append(Primary(signUp.Identifiers ?? []));
        if (signUp.Password) wanted = wanted.Append(Password);
        return ((string[])[Username, Email, Phone, EmailOrPhone, Password]).Intersect(wanted.OfType<string>());
    }

    /// <summary>What somebody who registers lacks still; null when the user can be made.</summary>
    public static Refusal? RefuseNew(ExperienceSettings settings, PublishedExperience experience, PendingProfile profile)
    {
        // Where nothing at all is required, nothing at all makes no user either.
        if (profile with { Submitted = null } == PendingProfile.Empty) return InteractionRefusals.MissingProfile(Of(settings.SignUp));
        if (profile.SocialIdentity is not null && settings.SocialSignIn.SkipRequiredIdentifiers) return null;
        var missing = MissingOf(settings.SignUp, null, profile, hasSsoIdentity: false);
        if (missing.Count > 0) return InteractionRefusals.MissingProfile(missing);
        return LacksFields(experience, profile) ? InteractionRefusals.MissingProfile([Extra]) : null;
    }

    /// <param name="user">Null: one who is still to be made.</param>
    /// <param name="pending">What the user is to get; null: nothing.</param>
    /// <param name="hasSsoIdentity">An account at an enterprise provider stands in for the password, as a social one does.</param>
    public static IReadOnlyList<string> MissingOf(SignUpSettings signUp, User? user, PendingProfile? pending, bool hasSsoIdentity)
    {
        var hasEmail = user?.PrimaryEmail is not null || pending?.PrimaryEmail is not null;
        var hasPhone = user?.PrimaryPhone is not null || pending?.PrimaryPhone is not null;
        var hasPassword = user is { HasPassword: true } or { Identities.Count: > 0 } || pending is { HasPassword: true } or { SocialIdentity: not null } || hasSsoIdentity;
        return [.. Of(signUp).Where(part => part switch
        {
            Username => user?.Username is null && pending?.Username is null,
            Email => !hasEmail,
            Phone => !hasPhone,
            EmailOrPhone => !hasEmail && !hasPhone,
            _ => !hasPassword,
        })];
    }

    /// <summary>Before the form was sent every field of it counts, afterwards those without which the tenant takes nobody.</summary>
    private static bool LacksFields(PublishedExperience experience, PendingProfile profile)
    {
        var asked = ProfileFieldNames.Read(experience.Row.SignUpProfileFields);
        return experience.ProfileFields.Where(field => asked.Contains(field.Name) && (field.Required || profile.Submitted != true))
            .SelectMany(MembersOf).Any(name => !ExtraProfile.Has(profile, name));
    }

    /// <summary>A full name is made of parts, which are members of their own.</summary>
    private static IEnumerable<string> MembersOf(CustomProfileField field)
    {
        if (field.Type != "Fullname" || !field.Config.ToElement().TryGetProperty("parts", out var parts)) return [field.Name];
        return parts.EnumerateArray().Where(part => !part.TryGetProperty("enabled", out var isOn) || isOn.ValueKind != JsonValueKind.False)
            .Where(part => field.Required ? IsRequired(part) : true).Select(part => part.GetProperty("name").GetString()!);
    }

    private static bool IsRequired(JsonElement part) => !part.TryGetProperty("required", out var flag) || flag.ValueKind != JsonValueKind.False;

    private static string? Primary(IReadOnlyList<string> identifiers)
    {
        if (identifiers.Contains(Username)) return Username;
        return identifiers.Contains(Email) && identifiers.Contains(Phone) ? EmailOrPhone : identifiers.Count > 0 ? identifiers[0] : null;
    }
}
