using System.Collections.Frozen;

namespace Gatehouse.Protocol.Claims;

/// <summary>
/// The class of an authentication (OpenID Connect Core section 2, <c>acr</c>), computed from the methods that were really used (RFC 8176,
/// <c>amr</c>) and from nothing else.
/// </summary>
public static class AuthenticationContext
{
    /// <summary>One factor of any kind.</summary>
    public const string SingleFactor = "urn:gatehouse:acr:1";

    /// <summary>Two factors of different kinds.</summary>
    public const string MultiFactor = "urn:gatehouse:acr:2";

    /// <summary>OpenID Connect Extended Authentication Profile section 2: phishing-resistant.</summary>
    public const string PhishingResistant = "phr";

    private static readonly FrozenSet<string> Knowledge = FrozenSet.Create(StringComparer.Ordinal, "pwd", "pin", "kba");

    // A code by mail, SMS or application, a backup code, a key: something that the user has.
    private static readonly FrozenSet<string> Possession = FrozenSet.Create(StringComparer.Ordinal, "otp", "sms", "tel", "email", "swk", "hwk", "sc", "rba");

    /// <param name="methods">Values of RFC 8176; <c>mfa</c> among them counts for nothing, <c>pop</c> marks a passkey.</param>
    public static string Of(IReadOnlyCollection<string> methods) =>
        methods.Contains("pop") && methods.Any(method => method is "swk" or "hwk") ? PhishingResistant
        : methods.Any(Knowledge.Contains) && methods.Any(Possession.Contains) ? MultiFactor
        : SingleFactor;
}
