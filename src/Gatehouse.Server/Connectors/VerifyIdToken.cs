using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Believes a provider's ID token, or does not (OpenID Connect Core 1.0 sections 3.1.3.7 and 3.2.2.11): 401
/// <c>connector.social_invalid_id_token</c>.
/// </summary>
internal sealed class VerifyIdToken(RemoteKeys keys, TimeProvider time)
{
    /// <summary>What clocks may differ by, in seconds, unless the configuration says otherwise.</summary>
    private const double UsualTolerance = 60;

    private const double LargestTolerance = 600;

    /// <param name="nonce">What was asked with; null where no session was kept.</param>
    /// <returns>The claims.</returns>
    public async Task<Checked<JsonElement>> ExecuteAsync(SocialIdToken rules, SocialConfig config, string token, string? nonce, CancellationToken ct)
    {
        if (ReceivedJws.Read(token) is not { } jws) return ConnectorRefusals.IdTokenInvalid("It is no JWT.");
        var issuers = rules.Issuers.Select(config.Fill).OfType<string>().ToList();
        var audience = (rules.Audience is null ? null : config.Fill(rules.Audience)) ?? config.ClientId;
        if (issuers.Count > 0 && !issuers.Contains((jws.Text("iss") ?? "").TrimEnd('/'))) return ConnectorRefusals.IdTokenInvalid("It is of another issuer.");
        if (!IsFor(jws, audience)) return ConnectorRefusals.IdTokenInvalid("It is for another application.");
        if (nonce is not null && jws.Text("nonce") != nonce) return ConnectorRefusals.IdTokenInvalid("It belongs to another sign-in.");
        if (Untimely(jws, config) is { } untimely) return ConnectorRefusals.IdTokenInvalid(untimely);
        return (await IsSignedAsync(rules, config, jws, ct)).TryGet(out var isSigned, out var refused)
            ? isSigned ? jws.Payload : ConnectorRefusals.IdTokenInvalid("It is not signed by the provider.")
            : refused;
    }

    /// <summary>Items 3 to 5: ours alone, or among others if it was issued to us.</summary>
    private static bool IsFor(ReceivedJws jws, string audience)
    {
        if (jws.Has("azp") && jws.Text("azp") is not { Length: > 0 }) return false;
        if (jws.OnlyAudience() is { } only) return only == audience;
        return jws.Payload.TryGetProperty("aud", out var all) && all.ValueKind == JsonValueKind.Array
            && all.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(audience)) && jws.Text("azp") == audience;
    }

    private string? Untimely(ReceivedJws jws, SocialConfig config)
    {
        var tolerance = Math.Clamp(config.Number("idTokenVerificationConfig.clockTolerance") ?? UsualTolerance, 0, LargestTolerance);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        if (!(jws.Seconds("exp") > now - tolerance)) return "It has expired.";
        if (!(jws.Seconds("iat") <= now + tolerance)) return "It is not from now.";
        return jws.Has("nbf") && !(jws.Seconds("nbf") <= now + tolerance) ? "It is not valid yet." : null;
    }

    private async Task<Checked<bool>> IsSignedAsync(SocialIdToken rules, SocialConfig config, ReceivedJws jws, CancellationToken ct)
    {
        // The MAC and the keys are different locks: what the header says never opens one with the other's key.
        if (rules.AcceptsMac && jws.Algorithm == ClientSecret.MacAlgorithm) return new ClientSecret("", config.ClientSecret!, expiresAt: null).Made(jws);
        if (!Uri.TryCreate(config.Fill(rules.Keys), UriKind.Absolute, out var address)) return ConnectorRefusals.InvalidConfig("The address of the provider's keys is no URL.");
        if (await keys.FindAsync(address, jws.KeyId, ct) is not { } candidates) return ConnectorRefusals.General("The provider's keys could not be fetched.");
        return candidates.Any(jws.IsSignedBy);
    }
}
