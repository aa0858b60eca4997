using System.Collections.Frozen;

namespace Gatehouse.Protocol.Authorization;

/// <summary>Values of <c>prompt</c>: OpenID Connect Core section 3.1.2.1, contract oidc.md section 7.</summary>
public static class Prompt
{
    public const string None = "none";
    public const string Login = "login";
    public const string Consent = "consent";

    public static FrozenSet<string> Known { get; } = FrozenSet.Create(StringComparer.Ordinal, None, Login, Consent);
}
