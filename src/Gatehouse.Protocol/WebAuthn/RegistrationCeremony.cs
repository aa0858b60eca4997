using System.Security.Cryptography;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>
/// Web Authentication Level 3 section 7.1, registering a new credential, from step 5 on; the steps before happen in the browser. Two are
/// the caller's: that the credential is nobody's yet (27), and to store it (28).
/// </summary>
public static class RegistrationCeremony
{
    /// <summary>Step 26.</summary>
    private const int LongestId = 1023;

    /// <summary>COSE algorithms in the order of preference: <c>pubKeyCredParams</c> of the options.</summary>
    public static IReadOnlyList<int> Algorithms => CoseKey.Algorithms;

    public static CeremonyResult<RegisteredCredential> Verify(RegistrationResponse response, CeremonyExpectation expected)
    {
        // 5, 6. The client data.
        if (ClientData.Read(response.ClientDataJson) is not { } client) return new CeremonyProblem("The client data are malformed.");
        // 7 to 11. Ceremony, challenge, origin, frames.
        if (client.Refuse(ClientData.Create, expected) is { } foreign) return foreign;
        // 12.
        var hash = SHA256.HashData(response.ClientDataJson.Span);
        // 13. The attestation object and the authenticator data in it.
        if (Attestation.Read(response.AttestationObject) is not { } attestation) return new CeremonyProblem("The attestation object is malformed.");
        if (AuthenticatorData.Read(attestation.AuthenticatorData) is not { } data) return new CeremonyProblem("The authenticator data are malformed.");
        // 14 to 17. Relying party, presence, verification, backup. The options are never for conditional mediation (15).
        if (data.Refuse(expected) is { } unfit) return unfit;
        if (data.Credential is not { } credential) return new CeremonyProblem("The authenticator data hold no credential.");
        // 18, 19. Backup eligibility and state are kept with the credential; nothing is decided by them.
        // 20. An algorithm that was offered.
        if (CoseKey.Read(credential.PublicKey) is not { } key || !key.IsSound()) return new CeremonyProblem("The credential's key is not of a kind that was offered.");
        // 21. No extension is asked for but credProps, whose output is a hint: unsolicited outputs are ignored, as the step allows.
        // 22 to 25. Format and statement.
        if (attestation.Refuse(key, hash) is { } untrue) return untrue;
        // 26.
        if (credential.Id.Length > LongestId) return new CeremonyProblem("The credential's id is too long.");
        // The id beside the response is not signed by anything: it must be the credential's.
        if (!credential.Id.Span.SequenceEqual(response.CredentialId.Span)) return new CeremonyProblem("The response names another credential than it holds.");
        return new RegisteredCredential(
            credential.Id, credential.PublicKey, data.SignCount, data.Has(AuthenticatorFlags.BackupEligible), data.Has(AuthenticatorFlags.BackedUp));
    }
}

/// <summary>A credential record (section 4) as far as the authenticator fills it.</summary>
/// <param name="PublicKey">A COSE_Key in CBOR.</param>
/// <param name="SignCount">0: the authenticator does not count.</param>
public sealed record RegisteredCredential(ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> PublicKey, uint SignCount, bool IsBackupEligible, bool IsBackedUp);
