using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.ManagementApi.Jobs;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// POST /api/users/bulk: suspends, reactivates or deletes many users, or gives or takes a role, as a job. The users are named by ids, or by the
/// query text that a list would take; who they are is settled when the job is ordered. Ours (docs/bulk.md).
/// </summary>
internal sealed partial class BulkUsersEndpoint(CreateJob create, UserRoles roles, CurrentTenant tenant, IServiceScopeFactory scopes) : IApiEndpoint
{
    private const int PageSize = 5000;

    private static readonly Field<string> Action = Schemas.OneOf([.. BulkOrder.Actions]).Required("action");
    private static readonly Field<IReadOnlyList<string>> UserIds = Schemas.ListOf(Schemas.Text.Matching(IdShape())).NonEmpty().Optional("userIds");
    private static readonly Field<string> Filter = Schemas.NonEmptyText.Optional("filter");
    private static readonly Field<string> RoleId = Schemas.NonEmptyText.Optional("roleId");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Action, UserIds, Filter, RoleId), Success = StatusCodes.Status202Accepted, Answer = JobObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var order = new BulkOrder(call.Body.Get(Action)!, call.Body.Get(RoleId), call.Body.Get(Filter));
        if (order.NeedsRole != order.RoleId is not null) return Refusal.InvalidRequest("roleId belongs to assign-role and remove-role, which need it");
        if (call.Body.Has(UserIds) == order.Filter is not null) return Refusal.InvalidRequest("the users are named by userIds or by filter");
        if (!FilterOf(order).TryGet(out var filter, out var refused)) return refused;
        if (order.RoleId is not null && await roles.RefuseAsync([order.RoleId], new Refusal("user.invalid_role_type", 422), call.Aborted) is { } wrong) return wrong;

        var created = await create.ExecuteAsync(BulkOrder.JobType, order.ToParameters(), input => filter is null
            ? WriteAsync(input, [.. call.Body.Get(UserIds)!.Distinct(StringComparer.Ordinal)], call.Aborted)
            : FindAsync(filter, input, call.Aborted), call.Aborted);
        return created.TryGet(out var job, out refused) ? JobObject.Accepted(job) : refused;
    }

    /// <summary>A slip of the pen in a filter would mean more users than somebody wanted: nothing in it is ignored, and it must say something.</summary>
    private static Checked<UserFilter?> FilterOf(BulkOrder order)
    {
        if (order.Filter is null) return (UserFilter?)null;
        var pairs = QueryPairs.Read("?" + order.Filter.TrimStart('?'));
        if (pairs.FirstOrDefault(pair => !IsKnown(pair.Key)) is { Key: { } unknown }) return Refusal.InvalidRequest($"'{unknown}' is no part of a filter");
        if (!UserFilter.Parse(pairs).TryGet(out var filter, out var refused)) return refused;
        return filter.IsEmpty ? Refusal.InvalidRequest("the filter names everybody") : filter;
    }

    private static bool IsKnown(string name) => UserFilter.Fields.Any(field => field.Name == name) || FilterName().IsMatch(name);

    private static async Task<Checked<long>> WriteAsync(JobInput input, List<string> ids, CancellationToken ct)
    {
        await input.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(ids.Select(id => id + '\n'))), ct);
        return ids.Count;
    }

    /// <summary>In a scope of its own: a search may hold a transaction open.</summary>
    private async Task<Checked<long>> FindAsync(UserFilter filter, JobInput input, CancellationToken ct)
    {
        await using var scope = scopes.OfTenant(tenant.Id);
        var users = await filter.ApplyAsync(scope.ServiceProvider.GetRequiredService<GatehouseDb>(), UserMemberships.IdsOf, ct);
        var (found, last) = (0L, long.MinValue);
        while (true)
        {
            var page = await users.Where(user => user.Sequence > last).OrderBy(user => user.Sequence)
                .Select(user => new { user.Id, user.Sequence }).Take(PageSize).ToListAsync(ct);
            if (page.Count == 0) return found;
            found += (await WriteAsync(input, page.ConvertAll(user => user.Id), ct)).TryGet(out var written, out _) ? written : 0;
            last = page[^1].Sequence;
        }
    }

    [GeneratedRegex(@"\A\S{1,128}\z")]
    private static partial Regex IdShape();

    [GeneratedRegex(@"\A((search|mode|customData)(\..+)?|searchFields(\[\])?|joint|jointMode|isCaseSensitive)\z")]
    private static partial Regex FilterName();
}
