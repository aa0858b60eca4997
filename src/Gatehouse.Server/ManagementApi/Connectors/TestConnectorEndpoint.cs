using Gatehouse.Server.Connectors;
using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>POST /api/connectors/:factoryId/test: a generic message with the code 000000, by a configuration that is not stored (contract/management-misc.md 7).</summary>
internal sealed class TestConnectorEndpoint(SendMessage send, ConnectorFactories factories) : IApiEndpoint
{
    private static readonly Field<string> Email = UserFields.EmailText.Optional("email");
    private static readonly Field<string> Phone = UserFields.PhoneText.Optional("phone");
    private static readonly Field<JsonText> Config = Schemas.AnyObject.Required("config");
    private static readonly Field<string> Locale = Schemas.Text.Optional("locale");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Email, Phone, Config, Locale),
        Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (email, phone) = (call.Body.Get(Email), call.Body.Get(Phone));
        if ((email ?? phone) is not { } recipient) return Issue.Refuse("body", [Issue.Custom([], "An email or a phone is required")]);
        if (factories.Find(call.Param("factoryId")) is not { Delivery: not null } factory) return ConnectorRefusals.NoFactory;
        var type = email is not null ? ConnectorType.Email : ConnectorType.Sms;
        if (factory.Type != type) return ConnectorRefusals.UnexpectedType;

        var locale = call.Body.Get(Locale);
        var message = new Message(type, recipient, MessageUsage.Generic, PayloadOf(locale)) { Locale = locale };
        var config = ConnectorChange.WithoutEmpty(call.Body.Get(Config));
        return (await send.TryAsync(factory, config, message, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
    }

    private static JsonText PayloadOf(string? locale) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", "000000");
        if (locale is not null) json.WriteString("locale", locale);
        json.WriteEndObject();
    });
}
