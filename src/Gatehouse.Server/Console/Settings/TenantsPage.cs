using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Settings;

/// <summary>GET /console/{tenant}/settings/tenants: the tenants of the installation and where they answer. No operation makes another one.</summary>
internal sealed class TenantsPage(TenantEndpoints endpoints) : IConsolePage
{
    public const string Path = "/settings/tenants";

    public Task GetAsync(ConsoleVisit visit) => visit.ShowAsync<TenantsView, TenantsModel>(
        visit.Say("settings.tab_tenants"), new TenantsModel([.. visit.Frame.Tenants.Select(id => new TenantAddress(id, endpoints.BaseUrl(id), endpoints.Issuer(id)))]));

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record TenantsModel(IReadOnlyList<TenantAddress> Tenants);

/// <param name="Endpoint">The public base URL.</param>
internal sealed record TenantAddress(string Id, string Endpoint, string Issuer);
