using System.Buffers.Text;
using Gatehouse.Protocol.WebAuthn;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>
/// Verifies that a user's passkey was used (WebAuthn section 7.2) and writes its counter, inside the change of its caller: of two that show
/// the same count at once, one finds the user's row changed, looks again and is refused.
/// </summary>
internal sealed class AssertPasskey(TimeProvider time)
{
    /// <param name="user">To change.</param>
    /// <param name="credential">What the browser gave, of <see cref="PasskeyShapes.AuthenticationCredential"/>.</param>
    /// <param name="mustNameUser">Nobody had said before who it is.</param>
    public Checked<UsedPasskey> Execute(User user, JsonText credential, PasskeyChallenge challenge, PasskeySite site, bool mustNameUser)
    {
        if (challenge.RpId != site.RpId) return PasskeyRefusals.Failed(PasskeySite.OtherHost);
        if (AuthenticationResponse.Read(credential.ToElement()) is not { } response) return PasskeyRefusals.Failed("The credential is malformed.");
        var factors = MfaVerification.ListOf(user.MfaVerifications);
        var id = Base64Url.EncodeToString(response.CredentialId.Span);
        if (factors.FirstOrDefault(factor => factor.CredentialId == id) is not { PublicKey: { } key } passkey) return PasskeyRefusals.Failed("The credential is none of the user's.");
        var record = new CredentialRecord(response.CredentialId, Base64Url.DecodeFromChars(key), (uint)(passkey.Counter ?? 0), PasskeyOptions.HandleOf(user))
        {
            IsBackupEligible = passkey.IsBackupEligible,
            MustNameUser = mustNameUser,
        };
        if (!AuthenticationCeremony.Verify(response, record, challenge.ExpectedAt(site)).TryGet(out var asserted, out var problem)) return PasskeyRefusals.Failed(problem.Message);
        var used = passkey with { Counter = asserted.SignCount, LastUsedAt = time.GetUtcNow().UtcDateTime };
        user.SetMfaVerifications([.. factors.Select(factor => ReferenceEquals(factor, passkey) ? used : factor)]);
        return new UsedPasskey(id, asserted.IsBackupEligible);
    }

    /// <summary>The credential's id in base64url; null: the credential is malformed.</summary>
    public static string? IdOf(JsonText credential)
    {
        var sent = credential.ToElement();
        return AuthenticationResponse.Read(sent) is { } response ? Base64Url.EncodeToString(response.CredentialId.Span) : null;
    }
}

/// <summary>A passkey that was used.</summary>
/// <param name="CredentialId">Base64url.</param>
/// <param name="IsBackupEligible">It may be on several devices.</param>
internal sealed record UsedPasskey(string CredentialId, bool IsBackupEligible)
{
    /// <summary>RFC 8176: possession of a key was proven; of a key that leaves its device nobody can say that hardware keeps it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Amr => ["pop", IsBackupEligible ? "swk" : "hwk"];
}
