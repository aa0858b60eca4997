using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>GET /api/jobs: a page of jobs, the newest first. Ours (docs/bulk.md).</summary>
internal sealed class ListJobsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.Text.Optional("type");
    private static readonly Field<string> State = Schemas.OneOf([.. JobObject.States.Skip(1)]).Optional("state");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Type, State), Paging = Paging.Mandatory, Answer = Schemas.ListOf(JobObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var jobs = db.Jobs.AsNoTracking().Where(job => job.State != JobState.Receiving);
        if (call.Query.Get(Type) is { Length: > 0 } type) jobs = jobs.Where(job => job.Type == type);
        if (call.Query.Get(State) is { } name)
        {
            var state = (JobState)JobObject.States.ToList().IndexOf(name);
            jobs = jobs.Where(job => job.State == state);
        }

        return await jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).ToAnswerAsync(call, JobObject.Write);
    }
}
