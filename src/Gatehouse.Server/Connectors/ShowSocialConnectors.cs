using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Connectors;

/// <summary>The social connectors of the tenant as sign-in pages show them (contract/management-misc.md 11).</summary>
internal sealed class ShowSocialConnectors(GatehouseDb db, Snapshots snapshots, OpenConfig open)
{
    public async Task<IReadOnlyList<ShownSocialConnector>> ReadAsync(CancellationToken ct) =>
        [.. (await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Social.Select(Show)];

    private ShownSocialConnector Show(InstalledConnector connector)
    {
        var (factory, look) = (connector.Factory, ConnectorLook.Of(connector.Factory, connector.Metadata));
        return new ShownSocialConnector(
            connector.Id, look.Target, look.Name, look.Logo, look.LogoDark, factory.Platform, factory.IsStandard, factory.IsTokenStorageSupported, OneTapOf(connector));
    }

    /// <summary>What a page needs to offer Google One Tap (contract/experience-api.md 17): the switches, whose client it is and by which connector it ends.</summary>
    private JsonText? OneTapOf(InstalledConnector connector)
    {
        if (connector.Factory.Provider?.IdToken?.OneTapField is null || !open.Execute(connector.Factory, connector.Config).TryGet(out var opened, out _)) return null;
        var config = opened.ToElement();
        if (!new SocialConfig(config).Flag("oneTap.isEnabled")) return null;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in config.GetProperty("oneTap").EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)) member.WriteTo(json);
            json.WriteString("clientId", config.GetProperty("clientId").GetString());
            json.WriteString("connectorId", connector.Id);
            json.WriteEndObject();
        });
    }
}
