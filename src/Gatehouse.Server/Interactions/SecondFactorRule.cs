using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// When a password alone does not sign in (contract/experience-api.md 8.2, 8.4 step 5). Where a question can't be judged (a risk that
/// adaptive rules would see, a wish not to be asked), the stricter answer is given.
/// </summary>
internal static class SecondFactorRule
{
    private const string Email = "EmailVerificationCode";
    private const string Phone = "PhoneVerificationCode";
    private const string BackupCode = "BackupCode";
    private const string Hidden = "****";

    /// <summary>As section 8.2 lists what is available.</summary>
    private static readonly string[] Order = ["WebAuthn", "Totp", Phone, Email, BackupCode];

    /// <summary>A user with a factor has to show one. Null: none is asked for.</summary>
    public static Refusal? RefuseUnverified(MfaSettings settings, User user)
    {
        var available = Order.Intersect(settings.Factors ?? []).Intersect(FactorsOf(user)).ToList();
        return available.Count == 0 ? null : new Refusal("session.mfa.require_mfa_verification", 403) { Data = Demand(available, user) };
    }

    /// <summary>A user without a factor has to bind one where that is mandatory.</summary>
    /// <param name="isRegistration">The user was made a moment ago; some policies ask at the next sign-in only.</param>
    /// <param name="organizationDemands">One of the user's organizations asks for it, and the tenant heeds that.</param>
    public static Refusal? RefuseUnbound(MfaSettings settings, User user, bool isRegistration, bool organizationDemands)
    {
        if (isRegistration && settings.AsksAtSignInOnly) return null;
        var bindable = Order.Intersect(settings.Factors ?? []).Where(factor => factor != BackupCode).ToList();
        if (bindable.Count == 0 || !(settings.IsMandatory || organizationDemands) || bindable.Intersect(FactorsOf(user)).Any()) return null;
        return InteractionRefusals.MissingMfa(bindable);
    }

    /// <summary>What is bound, and the addresses that a code can be sent to.</summary>
    private static IEnumerable<string> FactorsOf(User user)
    {
        foreach (var bound in user.MfaVerifications.ToElement().EnumerateArray())
        {
            if (bound.TryGetProperty("type", out var type)) yield return type.GetString()!;
        }

        if (user.PrimaryEmail is not null) yield return Email;
        if (user.PrimaryPhone is not null) yield return Phone;
    }

    private static JsonText Demand(IReadOnlyList<string> available, User user) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("availableFactors");
        JsonText.Strings(available).WriteTo(json);
        json.WriteStartObject("maskedIdentifiers");
        if (available.Contains(Email)) json.WriteString(Email, MaskEmail(user.PrimaryEmail!));
        if (available.Contains(Phone)) json.WriteString(Phone, MaskPhone(user.PrimaryPhone!));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string MaskEmail(string email)
    {
        var at = email.LastIndexOf('@');
        return at < 0 ? Hidden : (at > 4 ? email[..4] : "") + Hidden + email[at..];
    }

    private static string MaskPhone(string phone) => Hidden + (phone.Length > 4 ? phone[^4..] : "");
}
