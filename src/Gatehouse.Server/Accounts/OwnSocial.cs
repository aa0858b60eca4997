using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Accounts;

/// <summary>Sends somebody who is signed in to a social provider, and takes what comes back (contract/account-api.md 11).</summary>
internal sealed class OwnSocial(GatehouseDb db, UnitOfWork work, AskProvider ask, ReadSocialAccount read, AccountRecords records, Snapshots snapshots)
{
    public static Refusal NoSuchProvider { get; } = new("session.invalid_connector_id", 422);

    /// <param name="state">The caller's, who recognises the answer by it.</param>
    /// <param name="redirectUri">Where the provider sends the browser back to.</param>
    /// <param name="scope">What is asked of the provider; null: what the connector is set up to ask for.</param>
    public async Task<Checked<OwnSocialQuestion>> AskAsync(string userId, string connectorId, string state, string redirectUri, string? scope, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(connectorId) is null) return NoSuchProvider;
        if (!(await ask.ExecuteAsync(connectorId, state, redirectUri, keepsSession: true, scope, ct)).TryGet(out var question, out var refused)) return refused;
        var record = new SocialVerification(Identifier.Long(), connectorId) { ProviderSession = question.Session.ToStored() };
        return await work.WriteAsync<OwnSocialQuestion>("Change.User.VerificationBegun", userId, () =>
            Task.FromResult<Checked<OwnSocialQuestion>>(new OwnSocialQuestion(records.Add(userId, record), question.Url)), ct);
    }

    /// <summary>An answer is taken once: the question that it belongs to is forgotten with it.</summary>
    /// <param name="data">Everything that the provider returned, a JSON object.</param>
    public async Task<Checked<AccountVerification>> TakeAsync(string userId, string recordId, JsonText data, CancellationToken ct)
    {
        if (Pending(await records.ToReadAsync(userId, recordId, ct)) is not { ProviderSession: { } session } asked) return AccountRefusals.RecordNotFound;
        // It answers no question of ours: whoever has the credential need not be at this browser.
        if (await read.OneTapCredentialAsync(asked.ConnectorId, data, ct) is not null) return new Refusal("verification_record.not_supported_for_google_one_tap");
        if (!(await read.ExecuteAsync(asked.ConnectorId, data, ProviderSession.Of(session), ct)).TryGet(out var account, out var refused)) return refused;
        return await work.WriteAsync<AccountVerification>("Change.User.VerificationCreated", userId, async () =>
        {
            var found = await records.ToChangeAsync(userId, recordId, ct);
            if (Pending(found) is not { } record) return AccountRefusals.RecordNotFound;
            found!.Become(record with { UserInfo = account.UserInfo, Tokens = account.Tokens, ProviderSession = null });
            return found;
        }, ct);
    }

    private static SocialVerification? Pending(AccountVerification? found) => found?.Record is SocialVerification { ProviderSession: not null } record ? record : null;
}

/// <param name="Verification">Waits for the answer.</param>
/// <param name="AuthorizationUri">Where the browser goes.</param>
internal sealed record OwnSocialQuestion(AccountVerification Verification, string AuthorizationUri);
