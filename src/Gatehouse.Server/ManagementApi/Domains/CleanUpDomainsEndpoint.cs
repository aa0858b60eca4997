using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>POST /api/domains/cleanup: removes domains that nobody has verified for some days (contract/management-misc.md 6).</summary>
internal sealed class CleanUpDomainsEndpoint(DeleteDomains delete) : IApiEndpoint
{
    private static readonly Field<decimal> StaleDays = Schemas.Number.Required("staleDays");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(StaleDays),
        Answer = new ObjectSchema(
            Schemas.Integer.Required("scannedCount"), Schemas.Integer.Required("deletedCount"), Schemas.Integer.Required("skippedActiveCount"),
            Schemas.Integer.Required("failedCount")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.StaleAsync(call.Body.Get(StaleDays), call.Aborted)).TryGet(out var done, out var refused) ? ApiResult.Json(Text(done)) : refused;

    private static JsonText Text(DomainCleanup done) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("scannedCount", done.Scanned);
        json.WriteNumber("deletedCount", done.Deleted);
        json.WriteNumber("skippedActiveCount", done.SkippedActive);
        json.WriteNumber("failedCount", 0);
        json.WriteEndObject();
    });
}
