using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse tenant create</c> and <c>gatehouse tenant list</c>: what POST and GET /api/tenants do (docs/tenants.md).</summary>
internal static class TenantCommand
{
    public static Command Create() => new("tenant", "Tenants: worlds of users, applications and settings of their own") { CreateOne(), List() };

    private static Command CreateOne()
    {
        var id = new Argument<string>("id") { Description = "2 to 19 small letters, digits and dashes, beginning with a letter" };
        var name = new Option<string?>("--name") { Description = "What people call it; the id unless given" };
        var endpoint = new Option<string>("--endpoint") { Description = "The origin that it answers at: https://acme.example.com", Required = true };
        var create = new Command("create", "Make a tenant") { id, name, endpoint };
        create.SetAction((parsed, ct) => OnTenant.RunAsync(parsed, TenantEndpoints.Admin, async services =>
        {
            var made = await services.GetRequiredService<CreateTenant>().ExecuteAsync(
                parsed.GetRequiredValue(id), parsed.GetValue(name) ?? parsed.GetRequiredValue(id), parsed.GetRequiredValue(endpoint), ct);
            if (made.TryGet(out var tenant, out var refused))
            {
                await Terminal.Out.WriteLineAsync($"tenant: {tenant.Id}\nendpoint: {tenant.Endpoint}\nissuer: {services.GetRequiredService<TenantEndpoints>().Issuer(tenant.Id)}");
                return 0;
            }

            await Terminal.Error.WriteLineAsync(services.GetRequiredService<Phrases>().Say(Phrases.FallbackLanguage, refused.Code, refused.Values));
            return 1;
        }, ct));
        return create;
    }

    private static Command List()
    {
        var list = new Command("list", "Print the tenants, one a line: id and endpoint");
        list.SetAction((parsed, ct) => OnTenant.RunAsync(parsed, TenantEndpoints.Admin, async services =>
        {
            var endpoints = services.GetRequiredService<TenantEndpoints>();
            foreach (var tenant in await services.GetRequiredService<GatehouseDb>().Tenants.AsNoTracking().OrderBy(tenant => tenant.Id).ToListAsync(ct))
            {
                endpoints.Know(tenant.Id, tenant.Endpoint);
                await Terminal.Out.WriteLineAsync($"{tenant.Id} {endpoints.BaseUrl(tenant.Id)}");
            }

            return 0;
        }, ct));
        return list;
    }
}
