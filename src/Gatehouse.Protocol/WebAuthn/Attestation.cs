using System.Formats.Cbor;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>
/// Section 6.5.4: the new credential, and what the authenticator has to say about itself. The options ask for no attestation
/// (<c>none</c>), and section 5.1.3 then has the browser take out whatever would tell one authenticator from another. What may stay is a
/// self attestation, which is verified. Any other statement was not asked for and earns no trust: it is neither verified nor kept
/// (docs/adr/0018).
/// </summary>
internal sealed record Attestation(string Format, ReadOnlyMemory<byte> Statement, ReadOnlyMemory<byte> AuthenticatorData)
{
    private const string None = "none";
    private const string Packed = "packed";

    /// <summary>The encoded map without members.</summary>
    private const byte EmptyMap = 0xA0;

    /// <returns>Null when it is no such object.</returns>
    public static Attestation? Read(ReadOnlyMemory<byte> cbor)
    {
        try
        {
            string? format = null;
            ReadOnlyMemory<byte>? statement = null, data = null;
            // Written by the browser, not by the authenticator: in any order of its members, but each once.
            var reader = new CborReader(cbor, CborConformanceMode.Strict);
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "fmt": format = reader.ReadTextString(); break;
                    case "attStmt" when reader.PeekState() == CborReaderState.StartMap: statement = reader.ReadEncodedValue(); break;
                    case "authData": data = reader.ReadByteString(); break;
                    default: reader.SkipValue(); break;
                }
            }

            reader.ReadEndMap();
            if (reader.BytesRemaining != 0 || format is null) return null;
            return statement is { } found && data is { } octets ? new Attestation(format, found, octets) : null;
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Section 7.1 steps 22 to 25.</summary>
    /// <param name="key">Of the new credential.</param>
    /// <param name="clientDataHash">SHA-256.</param>
    /// <returns>Null when there is nothing against it.</returns>
    public CeremonyProblem? Refuse(CoseKey key, ReadOnlySpan<byte> clientDataHash) => Format switch
    {
        // Section 8.7.
        None => Statement.Span is [EmptyMap] ? null : new CeremonyProblem("An attestation of the format none holds something."),
        Packed => RefusePacked(key, clientDataHash),
        _ => null,
    };

    /// <summary>Section 8.2, self attestation: the new credential signs itself. With certificates (<c>x5c</c>) it is none.</summary>
    private CeremonyProblem? RefusePacked(CoseKey key, ReadOnlySpan<byte> clientDataHash)
    {
        try
        {
            long? algorithm = null;
            byte[]? signature = null;
            var reader = new CborReader(Statement, CborConformanceMode.Strict);
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "alg": algorithm = reader.ReadInt64(); break;
                    case "sig": signature = reader.ReadByteString(); break;
                    case "x5c": return null;
                    default: reader.SkipValue(); break;
                }
            }

            return algorithm == key.Algorithm && signature is not null && key.Verifies([.. AuthenticatorData.Span, .. clientDataHash], signature)
                ? null : new CeremonyProblem("The self attestation is not signed with the new credential.");
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException or OverflowException)
        {
            return new CeremonyProblem("The attestation statement is malformed.");
        }
    }
}
