using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Settings;

/// <summary>
/// GET and POST /console/{tenant}/settings/tenants: the tenants of the installation and where they answer; owners make more. The operations are
/// those of tenant <c>admin</c>, whichever tenant is looked at.
/// </summary>
internal sealed class TenantsPage(TenantEndpoints endpoints) : IConsolePage
{
    public const string Path = "/settings/tenants";

    private const string ApiPath = "/api/tenants";

    private static readonly Dictionary<string, string> FieldsByCode = new()
    {
        ["tenant.invalid_id"] = "id", ["tenant.id_in_use"] = "id", ["tenant.invalid_name"] = "name", ["tenant.invalid_endpoint"] = "endpoint", ["tenant.endpoint_in_use"] = "endpoint",
    };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var body = new JsonObject();
        foreach (var name in (string[])["id", "name", "endpoint"]) body[name] = visit.Form[name].Trim();
        var made = await visit.Api.For(TenantEndpoints.Admin).PostAsync(ApiPath, body);
        if (made.IsGood) visit.Done(Path, "tenant_created", visit.Form["name"].Trim());
        else await ShowAsync(visit, made.Problem.At(FieldsByCode));
    }

    private async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        // Only owners may ask; the addresses are no secret.
        var tenants = visit.Frame.Administrator.IsOwner
            ? await visit.Api.For(TenantEndpoints.Admin).ReadAsync<List<ConsoleTenant>>(ApiPath)
            : [.. visit.Frame.Tenants.Select(id => new ConsoleTenant(id, id, endpoints.BaseUrl(id), endpoints.Issuer(id)))];
        await visit.ShowAsync<TenantsView, TenantsModel>(visit.Say("settings.tab_tenants"), new TenantsModel(tenants, visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Form">As it was typed.</param>
internal sealed record TenantsModel(IReadOnlyList<ConsoleTenant> Tenants, PostedForm Form, ApiProblem? Problem);

/// <param name="Endpoint">The public base URL.</param>
internal sealed record ConsoleTenant(string Id, string Name, string Endpoint, string Issuer);
