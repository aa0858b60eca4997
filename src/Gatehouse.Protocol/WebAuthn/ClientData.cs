using System.Text.Json;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>Section 5.8.1: what the browser says of the page, the challenge and the ceremony. The authenticator signs its hash.</summary>
internal sealed record ClientData(string Type, string Challenge, string Origin, bool IsCrossOrigin, string? TopOrigin)
{
    public const string Create = "webauthn.create";
    public const string Get = "webauthn.get";

    /// <returns>Null when it is no JSON object with the members that the section demands.</returns>
    public static ClientData? Read(ReadOnlyMemory<byte> json)
    {
        if (ReceivedJws.ParseObject(json.ToArray()) is not { } read) return null;
        if (ReceivedJws.TextOf(read, "type") is not { } type || ReceivedJws.TextOf(read, "challenge") is not { } challenge) return null;
        if (ReceivedJws.TextOf(read, "origin") is not { } origin) return null;
        var (isCrossOrigin, topOrigin) = (false, (string?)null);
        if (read.TryGetProperty("crossOrigin", out var cross))
        {
            if (cross.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            isCrossOrigin = cross.GetBoolean();
        }

        if (read.TryGetProperty("topOrigin", out var top))
        {
            if (top.ValueKind != JsonValueKind.String) return null;
            topOrigin = top.GetString();
        }

        return new ClientData(type, challenge, origin, isCrossOrigin, topOrigin);
    }

    /// <summary>The steps that both ceremonies share: sections 7.1 (7 to 11) and 7.2 (10 to 14).</summary>
    /// <param name="type"><see cref="Create"/> or <see cref="Get"/>.</param>
    /// <returns>Null when everything fits.</returns>
    public CeremonyProblem? Refuse(string type, CeremonyExpectation expected)
    {
        // 7.1 step 7, 7.2 step 10: the ceremony that was asked for.
        if (Type != type) return new("The client data is of another ceremony.");
        // 7.1 step 8, 7.2 step 11.
        if (Challenge != expected.Challenge) return new("The challenge is not the one that was given.");
        // 7.1 step 9, 7.2 step 12. Exactly: no prefix, no other port, no subdomain.
        if (!expected.Origins.Contains(Origin)) return new("The origin is not one of this server's pages.");
        // 7.1 step 10, 7.2 step 13: our pages are never framed by another site.
        if (IsCrossOrigin) return new("The credential was used in a frame of another origin.");
        // 7.1 step 11, 7.2 step 14.
        return TopOrigin is null ? null : new("The credential was used in a frame of another origin.");
    }
}
