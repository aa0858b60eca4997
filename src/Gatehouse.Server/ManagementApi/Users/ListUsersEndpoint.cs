using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Paging;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>
/// GET /api/users: a page of users, the newest first (contract/management-api.md 2.3 and 2.4). Filters, <c>sort</c>, and <c>cursor</c> with
/// <c>limit</c> in place of pages are our additions (docs/user-lists.md).
/// </summary>
internal sealed class ListUsersEndpoint(GatehouseDb db, UserPages pages) : IApiEndpoint
{
    private const int UsualLimit = 20;
    private const int LargestLimit = 100;
    private static readonly Field<string> ExcludeOrganization = Schemas.Text.Optional("excludeOrganizationId");
    private static readonly Field<bool> IncludeHash = Schemas.Truthy.Optional("includePasswordHash");
    private static readonly Field<bool> IncludeCounts = Schemas.Truthy.Optional("includeSignInCounts");
    private static readonly Field<string> Cursor = Schemas.Text.Optional("cursor");
    private static readonly Field<string> Limit = Schemas.Text.Optional("limit");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema([.. UserFilter.Fields, ExcludeOrganization, IncludeHash, IncludeCounts, UserOrder.Field, Cursor, Limit]),
        TakesSearch = true,
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(UserShapes.FullWith([.. UserShapes.PasswordHash, .. UserShapes.SignInCounts])),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Query.Get(ExcludeOrganization);
        if (!UserFilter.Parse(call.QueryPairs).TryGet(out var filter, out var refused)) return refused;
        if (filter.ExcludedRoleId is not null && !string.IsNullOrEmpty(organizationId))
            return Refusal.InvalidRequest("excludeRoleId and excludeOrganizationId can't be combined");
        if (!UserOrder.Parse(call.Query.Get(UserOrder.Field)).TryGet(out var order, out refused)) return refused;

        var users = await filter.ApplyAsync(db, UserMemberships.IdsOf, call.Aborted);
        if (!string.IsNullOrEmpty(organizationId))
        {
            var members = db.OrganizationUsers;
            users = users.Where(user => !members.Any(member => member.UserId == user.Id && member.OrganizationId == organizationId));
        }

        if (call.Query.Has(Cursor) || call.Query.Has(Limit)) return await ContinueAsync(call, users, order);
        var page = call.Page!;
        if (filter.IsEmpty && string.IsNullOrEmpty(organizationId) && order == UserOrder.NewestFirst) return await EverybodyAsync(call, page);
        var total = filter.IsEmpty && string.IsNullOrEmpty(organizationId)
            ? (await pages.TotalAsync(call.Aborted)).Users : await users.LongCountAsync(call.Aborted);
        return ApiResult.Paged(Write(page.Offset >= total ? [] : await pages.SkipAsync(users, order, page.Offset, page.Size, call.Aborted), call), total);
    }

    private async Task<ApiResult> EverybodyAsync(ApiCall call, Page page)
    {
        var total = await pages.TotalAsync(call.Aborted);
        var found = page.Offset >= total.Users ? [] : await pages.OfEverybodyAsync(total.Changes, page.Offset, page.Size, call.Aborted);
        return ApiResult.Paged(Write(found, call), total.Users);
    }

    private async Task<ApiResult> ContinueAsync(ApiCall call, IQueryable<User> users, UserOrder order)
    {
        if (call.Page!.IsRequested) return Refusal.InvalidRequest("cursor and limit can't be combined with page and page_size");
        if (!TryReadLimit(call.Query.Get(Limit), out var limit)) return Refusal.InvalidRequest($"limit must be a whole number from 1 to {LargestLimit}");
        var text = call.Query.Get(Cursor);
        var after = string.IsNullOrEmpty(text) ? null : UserCursor.Parse(text, order);
        if (after is null && !string.IsNullOrEmpty(text)) return Refusal.InvalidRequest("the cursor is none of this list");
        var slice = await pages.AfterAsync(users, order, after, limit, call.Aborted);
        var next = slice is { HasMore: true, Users: [.., var last] } ? order.Column.CursorOf(last).ToText(order) : null;
        return ApiResult.Continued(Write(slice.Users, call), next);
    }

    private static JsonText Write(IReadOnlyList<User> page, ApiCall call)
    {
        var (includesHash, includesCounts) = (call.Query.Get(IncludeHash), call.Query.Get(IncludeCounts));
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var user in page)
            {
                UserObject.WriteFull(json, user, more =>
                {
                    if (includesHash) UserObject.WritePasswordHash(more, user);
                    if (includesCounts) UserObject.WriteSignInCounts(more, user);
                });
            }

            json.WriteEndArray();
        });
    }

    private static bool TryReadLimit(string? text, out int limit)
    {
        limit = UsualLimit;
        if (string.IsNullOrEmpty(text)) return true;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= LargestLimit;
    }
}
