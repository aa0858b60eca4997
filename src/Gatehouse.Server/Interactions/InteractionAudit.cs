using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>The audit entry of a step (contract/experience-api.md 14, contract/management-misc.md 1): who tried what, and what came of it.</summary>
internal sealed class InteractionAudit(GatehouseDb db, AuditQueue queue, ChangeOrigin origin, Phrases phrases, TimeProvider time)
{
    /// <summary>For a step that changed nothing.</summary>
    public Task WriteAsync(InteractionStep step, Refusal? refused, string? userId, CancellationToken ct) => queue.WriteAsync(
        Row(step, refused, userId), refused is null ? null : FailedSignIns.Of(refused, db.TenantId, userId ?? step.State.UserId, time.GetUtcNow().UtcDateTime), ct);

    /// <param name="refused">Null for a success.</param>
    /// <param name="userId">Null: the user whom the state names.</param>
    public AuditRow Row(InteractionStep step, Refusal? refused, string? userId) => new()
    {
        TenantId = db.TenantId,
        Id = Identifier.Ordered(time.GetUtcNow().UtcDateTime),
        Key = step.AuditKey,
        CreatedAt = time.GetUtcNow().UtcDateTime,
        UserId = userId ?? step.State.UserId,
        ApplicationId = step.Interaction.ApplicationId,
        Payload = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("key", step.AuditKey);
            json.WriteString("result", refused is null ? "Success" : "Error");
            if (refused is not null)
            {
                json.WriteStartObject("error");
                json.WriteString("code", refused.Code);
                json.WriteString("message", phrases.Say(Phrases.FallbackLanguage, refused.Code, refused.Values));
                if (refused.Data is { } data)
                {
                    json.WritePropertyName("data");
                    data.WriteTo(json);
                }

                json.WriteEndObject();
            }

            if (origin.Ip is { } ip) json.WriteString("ip", ip);
            if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
            json.WritePropertyName("signInContext");
            step.State.SignInContext.WriteTo(json);
            if ((userId ?? step.State.UserId) is { } user) json.WriteString("userId", user);
            json.WriteString("applicationId", step.Interaction.ApplicationId);
            json.WriteString("interactionId", step.Interaction.Id);
            json.WritePropertyName("interaction");
            StateObject.Of(step.State).WriteTo(json);
            json.WriteEndObject();
        }),
    };
}
