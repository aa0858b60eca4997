using System.Buffers.Text;
using System.Text.Json;
using Gatehouse.Protocol.WebAuthn;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>Verifies a new passkey (WebAuthn section 7.1). It is nobody's until something binds it.</summary>
internal sealed class RegisterPasskey(PasskeyIndex index)
{
    /// <param name="credential">What the browser gave, of <see cref="PasskeyShapes.RegistrationCredential"/>.</param>
    /// <param name="agent">The browser's name for itself; null without one.</param>
    public async Task<Checked<NewPasskey>> ExecuteAsync(JsonText credential, PasskeyChallenge challenge, PasskeySite site, string? agent, CancellationToken ct)
    {
        if (site.OwnOrigin is null) return PasskeyRefusals.Failed("The request does not come from a page of this server.");
        if (challenge.RpId != site.RpId) return PasskeyRefusals.Failed(PasskeySite.OtherHost);
        var sent = credential.ToElement();
        if (RegistrationResponse.Read(sent) is not { } response) return PasskeyRefusals.Failed("The credential is malformed.");
        if (!RegistrationCeremony.Verify(response, challenge.ExpectedAt(site)).TryGet(out var made, out var problem)) return PasskeyRefusals.Failed(problem.Message);
        var id = Base64Url.EncodeToString(made.Id.Span);
        // Section 7.1 step 27. Two at once meet again where it is bound.
        if (await index.FindOwnerAsync(id, ct) is not null) return PasskeyRefusals.Failed("The credential is registered already.");
        return new NewPasskey(challenge.RpId, id, Base64Url.EncodeToString(made.PublicKey.Span), TransportsOf(sent), made.SignCount, made.IsBackupEligible, agent);
    }

    private static IReadOnlyList<string> TransportsOf(JsonElement credential) =>
        credential.GetProperty("response").TryGetProperty("transports", out var transports) && transports.ValueKind == JsonValueKind.Array
            ? [.. transports.EnumerateArray().Select(transport => transport.GetString()).OfType<string>().Distinct()] : [];
}

/// <summary>A passkey that was verified (WebAuthn section 4, credential record).</summary>
/// <param name="RpId">The host that it is good for.</param>
/// <param name="CredentialId">Base64url.</param>
/// <param name="PublicKey">A COSE_Key in base64url.</param>
/// <param name="Counter">Of its uses; 0: it does not count.</param>
/// <param name="IsBackupEligible">It may leave its device.</param>
/// <param name="Agent">The browser that made it; null: not known.</param>
internal sealed record NewPasskey(string RpId, string CredentialId, string PublicKey, IReadOnlyList<string> Transports, long Counter, bool IsBackupEligible, string? Agent)
{
    /// <param name="id">The factor's.</param>
    public MfaVerification ToFactor(string id, DateTime now) => new()
    {
        Id = id,
        Type = MfaVerification.WebAuthn,
        CreatedAt = now,
        RpId = RpId,
        CredentialId = CredentialId,
        PublicKey = PublicKey,
        Transports = Transports,
        Counter = Counter,
        IsBackupEligible = IsBackupEligible,
        Agent = Agent,
    };
}
