namespace Gatehouse.Server.Users;

/// <summary>
/// Whose a passkey is: the way from a credential that somebody shows, who has said nothing of who they are, to the user's row, where the
/// passkey itself lies (<see cref="MfaVerification"/>).
/// </summary>
internal sealed class UserPasskey
{
    public required string TenantId { get; init; }

    /// <summary>Base64url of SHA-256 of the credential's id, which may be long (WebAuthn section 4: up to 1023 octets). Nobody has it twice.</summary>
    public required string CredentialDigest { get; init; }

    public required string UserId { get; init; }

    /// <summary>Of the passkey among the user's second factors.</summary>
    public required string VerificationId { get; init; }
}
