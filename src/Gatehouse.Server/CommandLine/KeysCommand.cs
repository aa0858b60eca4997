using System.CommandLine;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse keys rotate</c>, <c>promote</c> and <c>rotate-cookies</c>: new keys for a tenant; running servers notice within a second.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var tenant = new Option<string>("--tenant") { Description = "Whose keys", DefaultValueFactory = _ => TenantEndpoints.Default };
        tenant.AcceptOnlyFromAmong(TenantEndpoints.Default, TenantEndpoints.Admin);
        var algorithm = new Option<SigningAlgorithm>("--algorithm") { Description = "What the new key signs with", DefaultValueFactory = _ => SigningAlgorithm.ES256 };
        var isStaged = new Option<bool>("--staged") { Description = "Only publish the new key; keys promote puts it into use" };

        var rotate = new Command("rotate", "Make a new signing key; tokens of the old one stay good") { tenant, algorithm, isStaged };
        rotate.SetAction((parsed, ct) => RunAsync(parsed, parsed.GetRequiredValue(tenant), services =>
        {
            var operation = services.GetRequiredService<RotateSigningKey>();
            return parsed.GetValue(isStaged) ? operation.StageAsync(parsed.GetValue(algorithm), ct) : operation.ExecuteAsync(parsed.GetValue(algorithm), ct);
        }, Describe, ct));
        var promote = new Command("promote", "Put the staged signing key into use") { tenant };
        promote.SetAction((parsed, ct) => RunAsync(
            parsed, parsed.GetRequiredValue(tenant), services => services.GetRequiredService<RotateSigningKey>().PromoteAsync(ct), Describe, ct));
        var cookies = new Command("rotate-cookies", "Make a new key for cookies; those that the old ones signed stay good") { tenant };
        cookies.SetAction((parsed, ct) => RunAsync(
            parsed, parsed.GetRequiredValue(tenant), services => services.GetRequiredService<RotateCookieKey>().ExecuteAsync(ct), key => $"id: {key.Id}", ct));
        return new Command("keys", "Signing keys and cookie keys") { rotate, promote, cookies };
    }

    private static string Describe(SigningKey key) => $"id: {key.Id}\nalgorithm: {key.Algorithm}\nstatus: {key.Status}";

    private static async Task<int> RunAsync<T>(
        ParseResult parsed, string tenantId, Func<IServiceProvider, Task<Checked<T>>> run, Func<T, string> describe, CancellationToken ct)
    {
        await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
        await GatehouseApp.PrepareAsync(app.Services, ct);
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
        if (!(await run(scope.ServiceProvider)).TryGet(out var key, out var refused))
        {
            await Terminal.Error.WriteLineAsync(refused.Code switch
            {
                "oidc.invalid_request" => "A staged key waits already; gatehouse keys promote puts it into use.",
                "oidc.key_not_found" => "No key is staged; gatehouse keys rotate --staged makes one.",
                _ => refused.Code,
            });
            return 1;
        }

        await Terminal.Out.WriteLineAsync(describe(key));
        return 0;
    }
}
