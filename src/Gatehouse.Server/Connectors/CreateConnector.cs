using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Sets a connector up; one for mail or SMS takes the place of the one before (contract/management-misc.md 7).</summary>
internal sealed class CreateConnector(GatehouseDb db, UnitOfWork work, ConnectorFactories factories, Sealer sealer, TimeProvider time)
{
    /// <param name="id">Chosen by the caller; null: made here.</param>
    public async Task<Checked<Connector>> ExecuteAsync(string factoryId, string? id, ConnectorChange fields, CancellationToken ct)
    {
        if (factories.Find(factoryId) is not { } factory)
            return new Refusal("connector.not_found_with_connector_id", 422).With("id", factoryId);
        if (!ConnectorRules.CheckMetadata(factory, fields.Metadata.IsSent ? fields.Metadata.Value : null).TryGet(out _, out var refused)) return refused;
        if (!ConnectorRules.CheckTokenStorage(factory, fields.EnableTokenStorage.Value).TryGet(out _, out refused)) return refused;
        if (!ConnectorRules.CheckSyncProfile(factory, fields.SyncProfile.Value).TryGet(out _, out refused)) return refused;
        var config = fields.Config.IsSent ? ConnectorChange.WithoutEmpty(fields.Config.Value) : JsonText.EmptyObject;
        if (fields.Config.IsSent && !factory.Check(config).TryGet(out _, out refused)) return refused;

        var connectorId = id ?? Identifier.Short();
        return await work.WriteAsync<Connector>("Change.Connector.Created", connectorId, async () =>
        {
            var connector = New(factory, connectorId, config, fields);
            var inPlace = await db.Connectors
                .Where(other => other.Id == connectorId || other.Slot == connector.Slot || other.FactoryId == factoryId).ToListAsync(ct);
            if (inPlace.Exists(other => other.Id == connectorId)) return new Refusal("entity.unique_integrity_violation", 422);
            if (factory.Type == ConnectorType.Social)
            {
                if (factory.IsStandard != true && inPlace.Any(other => other.FactoryId == factoryId)) return new Refusal("connector.multiple_instances_not_supported", 422);
                if (inPlace.Find(other => other.Slot == connector.Slot) is { } taken) return Taken(taken);
            }
            else
            {
                db.Connectors.RemoveRange(inPlace.Where(other => other.Slot == connector.Slot));
            }

            db.Connectors.Add(connector);
            return connector;
        }, ct);
    }

    private Connector New(ConnectorFactory factory, string id, JsonText config, ConnectorChange fields)
    {
        var metadata = fields.Metadata.IsSent ? fields.Metadata.Value : JsonText.EmptyObject;
        return new Connector
        {
            TenantId = db.TenantId,
            Id = id,
            FactoryId = factory.Id,
            Slot = Connector.SlotOf(factory, metadata),
            Config = sealer.Seal(config.Text),
            Metadata = metadata,
            SyncProfile = fields.SyncProfile.Value,
            EnableTokenStorage = fields.EnableTokenStorage.Value,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
    }

    private Refusal Taken(Connector other) => new("connector.multiple_target_with_same_platform", 422)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("connectorId", other.FactoryId);
            json.WritePropertyName("connectorName");
            (NameIn(other.Metadata) ?? factories.Find(other.FactoryId)?.Name ?? JsonText.EmptyObject).WriteTo(json);
            json.WriteEndObject();
        }),
    };

    private static JsonText? NameIn(JsonText metadata) =>
        metadata.ToElement().TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.Object ? JsonText.From(name) : null;
}
