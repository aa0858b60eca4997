using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Sends made-up events to the address of the request, signed with the stored key (contract/management-webhooks.md 3): one attempt
/// for each event, all at once, nothing logged.
/// </summary>
internal sealed class TestHook(GatehouseDb db, HookSender sender, TimeProvider time)
{
    /// <returns>The refusal of the first event that did not arrive.</returns>
    public async Task<Checked<Done>> ExecuteAsync(string hookId, IReadOnlyList<string> events, JsonText config, CancellationToken ct)
    {
        if (await db.Hooks.AsNoTracking().SingleOrDefaultAsync(hook => hook.Id == hookId, ct) is not { } hook) return HookRefusals.NotThereToRead(hookId);
        var target = HookTarget.Of(hook, config);
        var now = time.GetUtcNow().UtcDateTime;
        var outcomes = await Task.WhenAll(events.Distinct().Select(name =>
            sender.SendAsync(target, SyntheticPayload.Of(name, hookId, now), Identifier.Long(), ct)));
        return outcomes.FirstOrDefault(outcome => !outcome.IsSuccess) switch
        {
            null => new Done(),
            DeliveryOutcome.Answered answer => Answered(answer),
            _ => new Refusal("hook.send_test_payload_failed", 422),
        };
    }

    private static Refusal Answered(DeliveryOutcome.Answered answer) => new("hook.endpoint_responded_with_error", 422)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("responseStatus", answer.StatusCode);
            json.WriteString("responseBody", answer.Body);
            json.WriteEndObject();
        }),
    };
}
