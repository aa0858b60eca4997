using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// GET /api/users/export: the users that a list with the same filter would show, as one file, the oldest first; digests of passwords only
/// with <c>includePasswordHash</c>, as in the list. Ours (docs/bulk.md).
/// </summary>
internal sealed class ExportUsersEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> Format = Schemas.OneOf([.. RecordFormats.Names]).Optional("format");
    private static readonly Field<bool> IncludeHash = Schemas.Truthy.Optional("includePasswordHash");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema([Format, IncludeHash, .. UserFilter.Fields]), TakesSearch = true, Downloads = [RecordFormats.Ndjson, RecordFormats.Csv],
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!UserFilter.Parse(call.QueryPairs).TryGet(out var filter, out var refused)) return refused;
        var format = RecordFormats.Choose(call.Query.Get(Format), call.Headers.Accept);
        var users = await filter.ApplyAsync(db, UserMemberships.IdsOf, call.Aborted);
        var pieces = ExportUsers.ExecuteAsync(users, format, call.Query.Get(IncludeHash), call.Aborted);
        return await ApiResult.FileAsync(format.MediaType(), format == RecordFormat.Csv ? "users.csv" : "users.ndjson", pieces, call.Aborted);
    }
}
