using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Connectors;

/// <summary>Asks a social provider for fresh tokens in place of those that it gave earlier (RFC 6749 section 6).</summary>
internal sealed class RenewTokens(GatehouseDb db, Snapshots snapshots, OpenConfig open, ExchangeCode exchange, Sealer sealer)
{
    /// <param name="refreshToken">Kept where the provider gives no other one.</param>
    /// <returns>The tokens for storing, and the access token among them in clear.</returns>
    public async Task<Checked<(SealedTokens Sealed, string AccessToken)>> ExecuteAsync(string connectorId, string refreshToken, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(connectorId) is not { Factory.Provider.Token: { } endpoint } connector) return ConnectorRefusals.NotFound;
        if (!open.Execute(connector.Factory, connector.Config).TryGet(out var config, out var refused)) return refused;
        if (!(await exchange.RefreshAsync(endpoint, new SocialConfig(config.ToElement()), refreshToken, ct)).TryGet(out var tokens, out refused)) return refused;
        return (SealedTokens.Of(connectorId, tokens.RefreshToken is null ? tokens.Keeping(refreshToken) : tokens, sealer), tokens.AccessToken);
    }
}
