using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations: a page of organizations, the oldest first, with some of their members if asked (contract/management-organizations.md 1).</summary>
internal sealed class ListOrganizationsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private const int MostFeatured = 3;
    private static readonly Field<bool> ShowFeatured = Schemas.Truthy.Optional("showFeatured");
    private static readonly ObjectSchema FeaturedShape = new(Schemas.Text.Required("id"), Schemas.Text.OrNull().Required("avatar"), Schemas.Text.OrNull().Required("name"));

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(OrganizationFields.Quick, ShowFeatured),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(OrganizationObject.ShapeWith(
            Schemas.Integer.Optional("usersCount"), Schemas.ListOf(FeaturedShape).Optional("featuredUsers"))),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var found = await db.SearchAsync<Organization>(SearchQuery.Containing(call.Query.Get(OrganizationFields.Quick), "id", "name"), call.Aborted);
        var organizations = found.AsNoTracking().OrderBy(organization => organization.CreatedAt).ThenBy(organization => organization.Id);
        return call.Query.Get(ShowFeatured)
            ? await organizations.ToAnswerAsync(call, rows => WithFeaturedAsync(rows, call.Aborted))
            : await organizations.ToAnswerAsync(call, (json, row) => OrganizationObject.Write(json, row));
    }

    private async Task<JsonText> WithFeaturedAsync(IReadOnlyList<Organization> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var (organizations, users) = (db.Organizations, db.Users);
        var members = db.OrganizationUsers.Where(member => EF.Parameter(ids).Contains(member.OrganizationId));
        var counts = await members.GroupBy(member => member.OrganizationId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var featured = (await (
            from organization in organizations.Where(organization => EF.Parameter(ids).Contains(organization.Id))
            from member in members.Where(member => member.OrganizationId == organization.Id).OrderBy(member => member.UserId).Take(MostFeatured)
            join user in users on member.UserId equals user.Id
            select new { member.OrganizationId, user.Id, user.Avatar, user.Name }).ToListAsync(ct)).ToLookup(row => row.OrganizationId);
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                OrganizationObject.Write(json, row, more =>
                {
                    more.WriteNumber("usersCount"u8, counts.GetValueOrDefault(row.Id));
                    more.WriteStartArray("featuredUsers"u8);
                    foreach (var user in featured[row.Id]) WriteFeatured(more, user.Id, user.Avatar, user.Name);
                    more.WriteEndArray();
                });
            }

            json.WriteEndArray();
        });
    }

    private static void WriteFeatured(Utf8JsonWriter json, string id, string? avatar, string? name)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("avatar"u8, avatar);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
