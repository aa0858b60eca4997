using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>Section 6.1: what the authenticator signs beside the hash of the client data.</summary>
/// <param name="SignCount">Section 6.1.1; 0: the authenticator does not count.</param>
/// <param name="Credential">The new credential, with the flag AT.</param>
internal sealed record AuthenticatorData(ReadOnlyMemory<byte> RpIdHash, AuthenticatorFlags Flags, uint SignCount, AttestedCredential? Credential)
{
    private const int HashOctets = 32;
    private const int HeadOctets = HashOctets + 1 + 4;
    private const int AaguidOctets = 16;

    public bool Has(AuthenticatorFlags flag) => (Flags & flag) == flag;

    /// <returns>Null when octets are missing, left over, or no CBOR where there should be.</returns>
    public static AuthenticatorData? Read(ReadOnlyMemory<byte> data)
    {
        if (data.Length < HeadOctets) return null;
        var flags = (AuthenticatorFlags)data.Span[HashOctets];
        var count = BinaryPrimitives.ReadUInt32BigEndian(data.Span[(HashOctets + 1)..]);
        var rest = data[HeadOctets..];
        AttestedCredential? credential = null;
        if (flags.HasFlag(AuthenticatorFlags.AttestedCredential))
        {
            credential = ReadCredential(ref rest);
            if (credential is null) return null;
        }

        if (flags.HasFlag(AuthenticatorFlags.Extensions) && TakeMap(ref rest) is null) return null;
        return rest.IsEmpty ? new AuthenticatorData(data[..HashOctets], flags, count, credential) : null;
    }

    /// <summary>The steps that both ceremonies share: sections 7.1 (14 to 17) and 7.2 (15 to 18).</summary>
    /// <returns>Null when everything fits.</returns>
    public CeremonyProblem? Refuse(CeremonyExpectation expected)
    {
        // 7.1 step 14, 7.2 step 15.
        if (!RpIdHash.Span.SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(expected.RpId)))) return new("The credential was used for another relying party.");
        // 7.1 step 15, 7.2 step 16.
        if (!Has(AuthenticatorFlags.UserPresent)) return new("The authenticator did not feel anybody.");
        // 7.1 step 16, 7.2 step 17.
        if (expected.RequiresUserVerification && !Has(AuthenticatorFlags.UserVerified)) return new("The authenticator did not verify its user.");
        // 7.1 step 17, 7.2 step 18: what can't be backed up is not.
        return Has(AuthenticatorFlags.BackedUp) && !Has(AuthenticatorFlags.BackupEligible) ? new("The credential is backed up and can't be.") : null;
    }

    /// <summary>Section 6.5.1.</summary>
    private static AttestedCredential? ReadCredential(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < AaguidOctets + 2) return null;
        var aaguid = rest[..AaguidOctets];
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidOctets..]);
        rest = rest[(AaguidOctets + 2)..];
        if (length == 0 || rest.Length < length) return null;
        var id = rest[..length];
        rest = rest[length..];
        return TakeMap(ref rest) is { } key ? new AttestedCredential(aaguid, id, key) : null;
    }

    /// <summary>One CBOR map from the front.</summary>
    private static ReadOnlyMemory<byte>? TakeMap(ref ReadOnlyMemory<byte> rest)
    {
        try
        {
            var reader = new CborReader(rest, CborConformanceMode.Ctap2Canonical);
            if (reader.PeekState() != CborReaderState.StartMap) return null;
            var map = reader.ReadEncodedValue();
            rest = rest[map.Length..];
            return map;
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Section 6.5.1: a credential that was made.</summary>
/// <param name="Aaguid">Names the model of the authenticator; all zeros for one that does not tell.</param>
/// <param name="PublicKey">A COSE_Key in CBOR.</param>
internal sealed record AttestedCredential(ReadOnlyMemory<byte> Aaguid, ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> PublicKey);
