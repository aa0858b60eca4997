using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>Puts what a new tenant begins with into the context: its own rows, and what tenant <c>admin</c> has for each tenant.</summary>
internal delegate void FillTenant(GatehouseDb db, TenantRow tenant);

/// <summary>Makes one more tenant. The context is that of tenant <c>admin</c>, whose log tells of it.</summary>
internal sealed partial class CreateTenant(GatehouseDb db, UnitOfWork work, FillTenant fill, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>Short enough for <c>m-ID</c> to be an id as well.</summary>
    public const int LongestId = 19;

    public const int LongestName = 120;

    /// <summary>What stands behind <c>/console/</c> without being a tenant.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(["assets", "callback", "set-up", "sign-in", "sign-out", "signed-in"]);

    /// <param name="id">Letters, digits and dashes.</param>
    /// <param name="endpoint">The origin that it is to answer at: <c>https://acme.example.com</c>. Requests with that host come to it.</param>
    public async Task<Checked<TenantRow>> ExecuteAsync(string id, string name, string endpoint, CancellationToken ct)
    {
        if (!IdShape().IsMatch(id) || Reserved.Contains(id)) return new Refusal("tenant.invalid_id", 422);
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName) return new Refusal("tenant.invalid_name", 422);
        if (OriginOf(endpoint) is not { } origin) return new Refusal("tenant.invalid_endpoint", 422);
        if (endpoints.IsOfInstallation(origin)) return new Refusal("tenant.endpoint_in_use", 422);
        var made = await work.WriteAsync<TenantRow>("Change.Tenant.Created", id, async () =>
        {
            // One question, of one moment: between two of them somebody else may make the tenant.
            var others = await db.Tenants.Where(tenant => tenant.Id == id || tenant.Endpoint == origin).Select(tenant => tenant.Id).ToListAsync(ct);
            if (others.Contains(id)) return new Refusal("tenant.id_in_use", 422);
            if (others.Count > 0) return new Refusal("tenant.endpoint_in_use", 422);
            var tenant = new TenantRow { Id = id, Name = name.Trim(), Endpoint = origin, CreatedAt = time.GetUtcNow().UtcDateTime };
            db.Tenants.Add(tenant);
            fill(db, tenant);
            return tenant;
        }, ct);
        if (made.TryGet(out var row, out _)) endpoints.Know(row.Id, row.Endpoint);
        return made;
    }

    /// <summary>Null for what is no origin of the web.</summary>
    private static string? OriginOf(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && uri.GetLeftPart(UriPartial.Authority) is { Length: <= 256 } origin ? origin : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,18}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
