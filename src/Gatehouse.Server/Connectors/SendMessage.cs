using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Sends a mail or SMS: the connector of its type, the limit of its recipient, the template of its purpose and language, the provider
/// (contract/management-misc.md 6 and 7, experience-api.md 11.3). Refusals: 501 <c>connector.not_found</c> without a connector, 429
/// <c>request.message_rate_limited</c>, 400 <c>connector.template_not_found</c>, and <c>connector.*</c> when the provider does not take it.
/// Not to be called inside a change: what was sent can't be taken back when the change runs again.
/// </summary>
internal sealed class SendMessage(
    GatehouseDb db, Snapshots snapshots, LimitMessages limit, FindTemplate find, IEnumerable<IDelivery> deliveries, OpenConfig open, ILogger<SendMessage> log)
{
    public async Task<Checked<Done>> ExecuteAsync(Message message, CancellationToken ct) =>
        (await PrepareAsync(message, ct)).TryGet(out var ready, out var refused) ? await DeliverAsync(ready, ct) : refused;

    /// <summary>
    /// All that can be known and refused before a provider is called. The message is counted, whether it goes out afterwards or not.
    /// </summary>
    public async Task<Checked<ReadyMessage>> PrepareAsync(Message message, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        if (snapshot.Get<ConnectorDirectory>().Sender(message.Type) is not { } connector) return ConnectorRefusals.NoSender;
        if (!open.Execute(connector.Factory, connector.Config).TryGet(out var config, out var refused)) return refused;
        var language = message.Locale ?? snapshot.Get<ExperienceSettings>().FallbackLanguage;
        var template = await find.ExecuteAsync(connector.Factory, config.ToElement(), message, language, ct);
        if (template is null && connector.Factory.NeedsTemplate) return ConnectorRefusals.TemplateNotFound;
        if (!(await limit.TakeAsync(message, ct)).TryGet(out _, out refused)) return refused;
        return new ReadyMessage(connector.Id, connector.Factory, config, template, message);
    }

    /// <summary>Calls the provider.</summary>
    public async Task<Checked<Done>> DeliverAsync(ReadyMessage ready, CancellationToken ct)
    {
        var delivery = deliveries.Single(way => way.Name == ready.Factory.Delivery);
        var text = ready.Template?.Fill(ready.Message.Payload.ToElement());
        var sent = await delivery.SendAsync(new Delivery(ready.Message, ready.Config.ToElement(), text), ct);
        if (sent.Refusal is { } refusal) log.SendingFailed(ready.ConnectorId, ready.Message.UsageType, refusal.Code);
        return sent;
    }

    /// <summary>Tries a configuration that is stored nowhere (contract/management-misc.md 7, <c>POST /connectors/:factoryId/test</c>); uncounted.</summary>
    public async Task<Checked<Done>> TryAsync(ConnectorFactory factory, JsonText config, Message message, CancellationToken ct)
    {
        if (!factory.Check(config).TryGet(out _, out var refused)) return refused;
        var language = message.Locale ?? (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().FallbackLanguage;
        var template = await find.ExecuteAsync(factory, config.ToElement(), message, language, ct);
        if (template is null && factory.NeedsTemplate) return ConnectorRefusals.TemplateNotFound;
        return await DeliverAsync(new ReadyMessage(factory.Id, factory, config, template, message), ct);
    }
}

/// <summary>A message that only its provider can refuse any more.</summary>
/// <param name="Template">Null where the provider has its own words.</param>
internal sealed record ReadyMessage(string ConnectorId, ConnectorFactory Factory, JsonText Config, MessageTemplate? Template, Message Message);
