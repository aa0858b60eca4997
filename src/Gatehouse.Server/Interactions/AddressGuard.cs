using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.Interactions;

/// <summary>Whether the tenant lets the owner of a mail address in by themself (contract/experience-api.md 5 step 3, 6).</summary>
internal static class AddressGuard
{
    /// <summary>Where the owner of an address signs in; nowhere special unless the tenant has single sign-on.</summary>
    public static IReadOnlyList<SsoDomainConnector> EnterprisesOf(Snapshot snapshot, string email) =>
        snapshot.Get<ExperienceSettings>().SingleSignOnEnabled ? snapshot.Get<SsoDirectory>().OfAddress(email) : [];

    /// <summary>The owners of addresses of some domains sign in at their enterprise, and nowhere else.</summary>
    /// <param name="email">Null: none, and nothing to say.</param>
    public static Refusal? RefuseEnterprise(Snapshot snapshot, string? email)
    {
        return email is null || EnterprisesOf(snapshot, email) is not { Count: > 0 } connectors ? null : new Refusal("session.sso_enabled", 422) { Data = Told(connectors) };
    }

    /// <summary>Whether a user may bring the address into the tenant.</summary>
    /// <inheritdoc cref="RefuseEnterprise"/>
    public static Refusal? RefuseNew(Snapshot snapshot, string? email) => email is null ? null
        : RefuseEnterprise(snapshot, email) ?? EmailBlocklist.Refuse(email, snapshot.Get<ExperienceSettings>().EmailBlocklist);

    private static JsonText Told(IReadOnlyList<SsoDomainConnector> connectors) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("ssoConnectors");
        foreach (var connector in connectors) Write(json, connector);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, SsoDomainConnector connector)
    {
        json.WriteStartObject();
        json.WriteString("id", connector.Id);
        json.WriteString("providerName", connector.ProviderName);
        json.WriteString("connectorName", connector.ConnectorName);
        json.WritePropertyName("branding");
        connector.Branding.WriteTo(json);
        json.WriteEndObject();
    }
}
