using System.Text.Json;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>What <c>navigator.credentials.create()</c> gave: <c>RegistrationResponseJSON</c> of section 5.1.8.1, decoded.</summary>
public sealed record RegistrationResponse(ReadOnlyMemory<byte> CredentialId, ReadOnlyMemory<byte> ClientDataJson, ReadOnlyMemory<byte> AttestationObject)
{
    /// <param name="credential">With <c>id</c>, <c>rawId</c> and <c>response</c>.</param>
    /// <returns>Null when a member is missing or no base64url.</returns>
    public static RegistrationResponse? Read(JsonElement credential) =>
        CredentialMembers.Read(credential) is { } read && read.Octets("attestationObject") is { } attestation
            ? new RegistrationResponse(read.CredentialId, read.ClientDataJson, attestation) : null;
}

/// <summary>What <c>navigator.credentials.get()</c> gave: <c>AuthenticationResponseJSON</c> of section 5.1.8.2, decoded.</summary>
/// <param name="UserHandle">Null: the authenticator gave none.</param>
public sealed record AuthenticationResponse(
    ReadOnlyMemory<byte> CredentialId, ReadOnlyMemory<byte> ClientDataJson, ReadOnlyMemory<byte> AuthenticatorData, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte>? UserHandle)
{
    /// <inheritdoc cref="RegistrationResponse.Read"/>
    public static AuthenticationResponse? Read(JsonElement credential)
    {
        if (CredentialMembers.Read(credential) is not { } read) return null;
        if (read.Octets("authenticatorData") is not { } data || read.Octets("signature") is not { } signature) return null;
        if (!read.Has("userHandle")) return new AuthenticationResponse(read.CredentialId, read.ClientDataJson, data, signature, null);
        if (read.Octets("userHandle") is not { } handle) return null;
        // An empty handle names nobody (section 5.4.3), and some browsers write null so.
        return new AuthenticationResponse(read.CredentialId, read.ClientDataJson, data, signature, handle.Length == 0 ? (ReadOnlyMemory<byte>?)null : handle);
    }
}

/// <summary>What both responses have.</summary>
internal sealed record CredentialMembers(byte[] CredentialId, byte[] ClientDataJson, JsonElement Response)
{
    public static CredentialMembers? Read(JsonElement credential)
    {
        if (credential.ValueKind != JsonValueKind.Object || !credential.TryGetProperty("response", out var response) || response.ValueKind != JsonValueKind.Object) return null;
        if (ReceivedJws.TextOf(credential, "id") is not { } id || ReceivedJws.TextOf(credential, "rawId") != id) return null;
        return ReceivedJws.Decode(id) is { Length: > 0 } raw && ReceivedJws.TextOf(response, "clientDataJSON") is { } text && ReceivedJws.Decode(text) is { } client
            ? new CredentialMembers(raw, client, response) : null;
    }

    /// <summary>A null is no value (section 5.1.8.2 knows none, some libraries send it).</summary>
    public bool Has(string member) => Response.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;

    public byte[]? Octets(string member) => ReceivedJws.TextOf(Response, member) is { } text ? ReceivedJws.Decode(text) : null;
}
