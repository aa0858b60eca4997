using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Accounts;

/// <summary>Links a social account that the user came back from (contract/account-api.md 7).</summary>
internal sealed class LinkOwnIdentity(GatehouseDb db, SocialIdentities identities, AccountRecords records, Snapshots snapshots)
{
    /// <param name="recordId">Of the provider's answer.</param>
    /// <param name="replaces">It may take the place of another account at the same provider.</param>
    public async Task<Checked<Done>> ExecuteAsync(string userId, string recordId, bool replaces, CancellationToken ct)
    {
        if (await records.ShownAsync<SocialVerification>(userId, recordId, ct) is not { UserInfo: { } info } record) return AccountRefusals.RecordNotFound;
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(record.ConnectorId) is not { } connector) return AccountRefusals.RecordNotFound;
        return await identities.LinkOwnAsync(
            userId, new SocialIdentity(connector.Target, info.Id, info.ToJson()), connector.KeepsTokens ? record.Tokens : null, replaces, ct);
    }
}
