using Gatehouse.Server.Jobs;
using Gatehouse.Server.ManagementApi.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// POST /api/users/import: takes a file of users (NDJSON, each line a body of POST /api/users; or CSV) and makes a job of it. Ours; Logto has
/// nothing like it (docs/bulk.md).
/// </summary>
internal sealed class ImportUsersEndpoint(CreateJob create, GatehouseOptions options) : IApiEndpoint
{
    private static readonly Field<bool> DryRun = Schemas.Truthy.Optional("dryRun");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(DryRun), Uploads = RecordFormats.MediaTypes, Success = StatusCodes.Status202Accepted, Answer = JobObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var upload = call.Upload!;
        var order = new ImportOrder(RecordFormats.OfMediaType(upload.MediaType), call.Query.Get(DryRun));
        var created = await order.CreateJobAsync(create, take => upload.ReadAsync(options.ImportSizeLimit, take, call.Aborted), call.Aborted);
        return created.TryGet(out var job, out var refused) ? JobObject.Accepted(job) : refused;
    }
}
