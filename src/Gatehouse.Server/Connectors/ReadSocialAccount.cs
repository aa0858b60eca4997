using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Connectors;

/// <summary>An account at a social provider.</summary>
/// <param name="Target">The provider.</param>
/// <param name="UserId">The user's id there.</param>
/// <param name="Details">A JSON object with <c>id</c>, <c>email?</c>, <c>phone?</c>, <c>name?</c>, <c>avatar?</c>, <c>rawData</c>.</param>
internal sealed record SocialAccount(string Target, string UserId, JsonText Details);

/// <summary>
/// Learns from the data that a provider sent back whose account it is (contract/management-api.md 2.10). Providers other than that of the
/// tests want a code exchanged, for which there is no session here: <c>connector.not_implemented</c>.
/// </summary>
internal sealed class ReadSocialAccount(GatehouseDb db, Snapshots snapshots)
{
    private static readonly Field<string> Code = Schemas.Text.Required("code");
    private static readonly Field<string> UserId = Schemas.Text.Optional("userId");
    private static readonly Field<string>[] Facts =
        [Schemas.Text.Optional("email"), Schemas.Text.Optional("phone"), Schemas.Text.Optional("name"), Schemas.Text.Optional("avatar")];

    private static readonly ObjectSchema Posted = new([Code, UserId, .. Facts]);

    public async Task<Checked<SocialAccount>> ExecuteAsync(string connectorId, JsonText data, CancellationToken ct)
    {
        var directory = (await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>();
        if (directory.Find(connectorId) is not { } connector) return ConnectorRefusals.NotFound;
        if (connector.Factory.Authorization is not { } authorization) return new Refusal("session.invalid_connector_id", 422);
        if (!authorization.IsMock) return ConnectorRefusals.NotImplemented;
        if (!Posted.TryRead(data.ToElement(), new Reading(), out var posted)) return new Refusal("connector.invalid_response") { Data = data };
        var userId = posted.Get(UserId) is { Length: > 0 } stated ? stated : "mock-social-sub-" + Identifier.Long();
        return new SocialAccount(connector.Target, userId, DetailsOf(userId, posted, data));
    }

    private static JsonText DetailsOf(string userId, Input posted, JsonText data) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", userId);
        foreach (var fact in Facts)
        {
            if (posted.Get(fact) is { Length: > 0 } value) json.WriteString(fact.Name, value);
        }

        json.WritePropertyName("rawData");
        data.WriteTo(json);
        json.WriteEndObject();
    });
}
