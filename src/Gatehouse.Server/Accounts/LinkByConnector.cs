using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Accounts;

/// <summary>
/// Links the social account that an administrator came back with: their older API names the connector where the Account API names the record
/// (contract/account-api.md 13). An answer to a question that this administrator did not ask links nothing, so nobody is led to link a stranger's account.
/// </summary>
internal sealed class LinkByConnector(GatehouseDb db, OwnSocial social, LinkOwnIdentity link, AccountRecords records, Snapshots snapshots)
{
    /// <summary>In place of another account at the same provider.</summary>
    /// <param name="data">Everything that the provider returned, a JSON object.</param>
    public async Task<Checked<Done>> ExecuteAsync(string userId, string connectorId, JsonText data, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(connectorId) is not { Factory.Type: ConnectorType.Social }) return OwnSocial.NoSuchProvider;
        var state = data.ToElement().TryGetProperty("state", out var sent) && sent.ValueKind == JsonValueKind.String ? sent.GetString() : null;
        if ((await records.AllAsync(userId, ct)).Find(row => IsAsked(row.Record, connectorId, state)) is not { } asked) return AccountRefusals.RecordNotFound;
        if (!(await social.TakeAsync(userId, asked.Id, data, ct)).TryGet(out var taken, out var refused)) return refused;
        return await link.ExecuteAsync(userId, taken.Id, replaces: true, ct);
    }

    /// <param name="state">Null: the caller does not hand it on; the latest question is meant.</param>
    private static bool IsAsked(VerificationRecord record, string connectorId, string? state) =>
        record is SocialVerification { ProviderSession: { } session } social && social.ConnectorId == connectorId && (state is null || ProviderSession.Of(session).State == state);
}
