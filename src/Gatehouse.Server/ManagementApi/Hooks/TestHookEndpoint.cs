using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>POST /api/hooks/:id/test: sends made-up events to the address in the body (contract/management-webhooks.md 3).</summary>
internal sealed class TestHookEndpoint(TestHook test) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> Events = HookFields.EventNames.Required("events");
    private static readonly Field<JsonText> Config = HookFields.ConfigShape.Required("config");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Events, Config), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await test.ExecuteAsync(call.Param("id"), call.Body.Get(Events)!, call.Body.Get(Config), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
