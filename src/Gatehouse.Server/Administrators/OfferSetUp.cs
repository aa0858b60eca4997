using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Administrators;

/// <summary>
/// Makes a <see cref="SetUpLink"/>. Without EF, whose model takes longer to build than the rest of a start. Earlier links stay good for their
/// day: several nodes that start together each print one, and the first that is used ends all.
/// </summary>
internal sealed class OfferSetUp(DirectConnection direct, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>The path of the page that the link opens.</summary>
    public const string Path = "/console/set-up";

    /// <returns>The whole link.</returns>
    public async Task<string> ExecuteAsync(CancellationToken ct)
    {
        var token = Identifier.Secret();
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await direct.OpenAsync(ct);
        await DirectConnection.ReadAsync(connection, "DELETE FROM set_up_links WHERE tenant_id = @p0 AND expires_at <= @p1", ct, TenantEndpoints.Admin, now);
        await DirectConnection.ReadAsync(
            connection, "INSERT INTO set_up_links (tenant_id, digest, created_at, expires_at) VALUES (@p0, @p1, @p2, @p3)", ct,
            TenantEndpoints.Admin, OpaqueToken.DigestOf(token), now, now + SetUpLink.Lifetime);
        return $"{endpoints.BaseUrl(TenantEndpoints.Admin)}{Path}?token={token}";
    }
}
