using System.Security.Cryptography;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>
/// Web Authentication Level 3 section 7.2, verifying an assertion, from step 5 on. The caller has found the credential (the second half of
/// step 6) and stores its new state (24), under the condition that nobody else did meanwhile.
/// </summary>
public static class AuthenticationCeremony
{
    public static CeremonyResult<AssertedCredential> Verify(AuthenticationResponse response, CredentialRecord record, CeremonyExpectation expected)
    {
        // 5, 6. The credential is the one that was found, and its user the one that the authenticator knows it by.
        if (!record.Id.Span.SequenceEqual(response.CredentialId.Span)) return new CeremonyProblem("The response is of another credential.");
        if (response.UserHandle is { } handle && !handle.Span.SequenceEqual(record.UserHandle.Span)) return new CeremonyProblem("The credential is another user's.");
        // Where nobody was named before, the authenticator has to name the user.
        if (response.UserHandle is null && record.MustNameUser) return new CeremonyProblem("The authenticator does not say whose credential it is.");
        // 8, 9. The client data.
        if (ClientData.Read(response.ClientDataJson) is not { } client) return new CeremonyProblem("The client data are malformed.");
        // 10 to 14. Ceremony, challenge, origin, frames.
        if (client.Refuse(ClientData.Get, expected) is { } foreign) return foreign;
        // 7. The authenticator data.
        if (AuthenticatorData.Read(response.AuthenticatorData) is not { } data) return new CeremonyProblem("The authenticator data are malformed.");
        // 15 to 18. Relying party, presence, verification, backup.
        if (data.Refuse(expected) is { } unfit) return unfit;
        // 19. Whether a credential can be backed up never changes.
        if (record.IsBackupEligible is { } eligible && eligible != data.Has(AuthenticatorFlags.BackupEligible)) return new CeremonyProblem("The credential has become another kind of credential.");
        // 20, 21. The signature over authenticator data and the hash of the client data.
        if (CoseKey.Read(record.PublicKey) is not { } key) return new CeremonyProblem("The credential's key can't be used any more.");
        if (!key.Verifies([.. response.AuthenticatorData.Span, .. SHA256.HashData(response.ClientDataJson.Span)], response.Signature.Span))
            return new CeremonyProblem("The signature does not fit the credential.");
        // 22. Section 6.1.1: a count that does not grow is the sign of a copy. Who never counts says 0 each time.
        if ((data.SignCount != 0 || record.SignCount != 0) && data.SignCount <= record.SignCount) return new CeremonyProblem("The credential's counter did not grow.");
        // 23. No extension is asked for: unsolicited outputs are ignored.
        return new AssertedCredential(
            data.SignCount, data.Has(AuthenticatorFlags.UserVerified), data.Has(AuthenticatorFlags.BackupEligible), data.Has(AuthenticatorFlags.BackedUp));
    }
}

/// <summary>A credential as it was stored (section 4).</summary>
/// <param name="PublicKey">A COSE_Key in CBOR.</param>
/// <param name="SignCount">As the last ceremony left it.</param>
/// <param name="UserHandle">Of its owner: <c>user.id</c> of the options that it was made with.</param>
public sealed record CredentialRecord(ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> PublicKey, uint SignCount, ReadOnlyMemory<byte> UserHandle)
{
    /// <summary>Null: not known, nobody asked when it was made.</summary>
    public bool? IsBackupEligible { get; init; }

    /// <summary>Nobody was identified before the ceremony, so the response has to tell. Default: somebody was.</summary>
    public bool MustNameUser { get; init; }
}

/// <summary>What an assertion has shown.</summary>
/// <param name="SignCount">To be stored.</param>
/// <param name="IsUserVerified">By a PIN, a finger or a face: two factors in one.</param>
/// <param name="IsBackupEligible">It may be kept in some account: no key of one device.</param>
/// <param name="IsBackedUp">It is kept there.</param>
public sealed record AssertedCredential(uint SignCount, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp);
