using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Keeps the tokens of the social account that the user came with, inside the step that ends the interaction (contract/experience-api.md 9 step 8).</summary>
internal sealed class KeepSocialTokens(GatehouseDb db, KeepTokens keep, Snapshots snapshots)
{
    /// <summary>Only for an account that is the user's by now, and while the connector keeps any.</summary>
    public async Task ExecuteAsync(InteractionState state, User user, CancellationToken ct)
    {
        if (state.VerificationRecords.OfType<SocialVerification>().FirstOrDefault() is not { UserInfo: { } info, Tokens: { } tokens } social) return;
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(social.ConnectorId) is not { KeepsTokens: true } connector) return;
        if (user.Identities.Exists(identity => identity.Target == connector.Target && identity.IdentityId == info.Id))
            await keep.ExecuteAsync(user.Id, connector.Target, info.Id, tokens, ct);
    }
}
