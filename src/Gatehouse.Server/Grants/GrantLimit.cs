using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Keeps a user's live grants to one application within <c>maxAllowedGrants</c> (contract/oidc.md 22).</summary>
internal sealed class GrantLimit(GatehouseDb db, UnitOfWork work, ChangeOrigin origin, TimeProvider time)
{
    private const string Key = "RevokeGrants";

    /// <summary>After a successful authorization: the oldest beyond the limit go with their tokens, the new one counted.</summary>
    /// <returns>The ids of the grants that went.</returns>
    public async Task<IReadOnlyList<string>> EnforceAsync(RegisteredApplication application, string userId, CancellationToken ct)
    {
        if (application.Metadata.MaxAllowedGrants is not { } limit) return [];
        var written = await work.WriteAsync<IReadOnlyList<string>>(
            revoked => revoked.Count == 0 ? null : Entry(application.Id, userId, limit, revoked),
            async () =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                var live = await db.Grants.Where(grant => grant.UserId == userId && grant.ApplicationId == application.Id && now < grant.ExpiresAt)
                    .OrderByDescending(grant => grant.CreatedAt).ThenBy(grant => grant.Id).ToListAsync(ct);
                var beyond = live.Skip(limit).ToList();
                db.Grants.RemoveRange(beyond);
                if (beyond.Count > 0) work.Announce(GrantEvents.LimitExceeded(application, userId, limit, live.Count, beyond));
                return beyond.ConvertAll(grant => grant.Id);
            },
            ct);
        return written.TryGet(out var ids, out _) ? ids : [];
    }

    private AuditRow Entry(string applicationId, string userId, int limit, IReadOnlyList<string> revoked) => new()
    {
        TenantId = db.TenantId,
        Id = Identifier.Ordered(time.GetUtcNow().UtcDateTime),
        Key = Key,
        CreatedAt = time.GetUtcNow().UtcDateTime,
        ApplicationId = applicationId,
        UserId = userId,
        Payload = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("key", Key);
            json.WriteString("result", "Success");
            if (origin.Ip is not null) json.WriteString("ip", origin.Ip);
            if (origin.UserAgent is not null) json.WriteString("userAgent", origin.UserAgent);
            json.WriteString("applicationId", applicationId);
            json.WriteString("userId", userId);
            json.WriteStartArray("revokedGrantIds");
            foreach (var id in revoked) json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteNumber("maxAllowedGrants", limit);
            json.WriteEndObject();
        }),
    };
}
