using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes what a social provider sent back with the browser (contract/experience-api.md 4.3). Whose account it is here is not asked yet. An
/// answer is taken once: the question that it belongs to is forgotten with it.
/// </summary>
internal sealed class VerifySocial(GatehouseDb db, InteractionSteps steps, ReadSocialAccount read, Snapshots snapshots)
{
    private const string Step = "Verification.Social.Submit";
    private const string CsrfField = "g_csrf_token";

    /// <param name="data">Everything that the provider returned, a JSON object.</param>
    /// <param name="verificationId">Null for Google One Tap, for which nobody was asked before.</param>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(
        string interactionId, string connectorId, JsonText data, string? verificationId, OneTapProof proof, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        var found = await FindAsync(before.State, connectorId, data, verificationId, proof, ct);
        if (!found.TryGet(out var asked, out refused) || !(await read.ExecuteAsync(connectorId, data, asked.Session, ct)).TryGet(out var account, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, userId: null, ct);
            return refused;
        }

        return await steps.TakeAsync<string>(interactionId, Step, step =>
        {
            // Looked up again: another answer may have been quicker, or another question has taken its place.
            if (verificationId is not null && step.State.Find<SocialVerification>(verificationId) != asked.Record)
                return Task.FromResult<Checked<string>>(InteractionRefusals.VerificationNotFound);
            var verified = asked.Record with { UserInfo = account.UserInfo, Tokens = account.Tokens, ProviderSession = null };
            step.State = (verificationId is null ? step.State.With(verified) : step.State.WithVerified(verified)).WithCaptchaSkipped();
            return Task.FromResult<Checked<string>>(verified.Id);
        }, ct);
    }

    private async Task<Checked<(SocialVerification Record, ProviderSession? Session)>> FindAsync(
        InteractionState state, string connectorId, JsonText data, string? verificationId, OneTapProof proof, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(connectorId)?.Factory.Provider is null)
            return new Refusal("session.invalid_connector_id", 422);
        var credential = await read.OneTapCredentialAsync(connectorId, data, ct);
        if (credential is not null && proof.Refuse(CsrfIn(data), credential) is { } forged) return forged;
        if (verificationId is null)
            return credential is null ? InteractionRefusals.VerificationNotFound : (new SocialVerification(Identifier.Long(), connectorId), null);
        return state.Find<SocialVerification>(verificationId) is { ProviderSession: { } session } record && record.ConnectorId == connectorId
            ? (record, ProviderSession.Of(session)) : InteractionRefusals.VerificationNotFound;
    }

    private static string? CsrfIn(JsonText data) =>
        data.ToElement().TryGetProperty(CsrfField, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>That the credential of Google One Tap was given to this very browser.</summary>
/// <param name="CsrfToken">The cookie that Google's script set beside the field of the same name.</param>
/// <param name="Credential">The cookie that we set when an application passed the credential on.</param>
internal sealed record OneTapProof(string? CsrfToken, string? Credential)
{
    public static OneTapProof None { get; } = new(null, null);

    /// <param name="csrfField">Null: the credential came by way of an application.</param>
    public Refusal? Refuse(string? csrfField, string credential) =>
        csrfField is not null
            ? Equal(csrfField, CsrfToken) ? null : new Refusal("session.csrf_token_mismatch")
            : Equal(credential, Credential) ? null : new Refusal("session.google_one_tap.cookie_mismatch");

    public override string ToString() => nameof(OneTapProof);

    private static bool Equal(string sent, string? kept) =>
        kept is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(kept));
}
