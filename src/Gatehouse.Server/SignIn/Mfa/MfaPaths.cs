using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>Where the pages about second factors stand (contract/experience-api.md 8).</summary>
internal static class MfaPaths
{
    /// <summary>Which factor to show.</summary>
    public const string Verification = "/mfa-verification";

    /// <summary>Which factor to add.</summary>
    public const string Binding = "/mfa-binding";

    /// <summary>Whether to have one at all.</summary>
    public const string Onboarding = "/mfa-onboarding";

    /// <summary>Whether to sign in with a passkey from now on.</summary>
    public const string Passkey = "/create-passkey";

    private static readonly Dictionary<string, string> Names = new()
    {
        [MfaFactor.Totp] = "totp", [MfaFactor.WebAuthn] = "web-authn", [MfaFactor.BackupCode] = "backup-code", [MfaFactor.Email] = "email", [MfaFactor.Phone] = "phone",
    };

    public static string ToShow(string factor) => $"{Verification}/{Names[factor]}";

    public static string ToBind(string factor) => $"{Binding}/{Names[factor]}";

    /// <summary>The name that a form gives; null for none of ours.</summary>
    public static string? FactorNamed(string name) => Names.ContainsKey(name) ? name : null;

    /// <summary>The factors that a refusal names, the best first.</summary>
    public static IReadOnlyList<string> FactorsIn(Refusal refused) =>
        refused.Data is { } data && data.ToElement().TryGetProperty("availableFactors", out var factors)
            ? [.. factors.EnumerateArray().Select(factor => factor.GetString()!).Where(Names.ContainsKey)] : [];
}
