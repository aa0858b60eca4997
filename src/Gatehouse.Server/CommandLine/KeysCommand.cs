using System.CommandLine;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse keys rotate</c>, <c>promote</c> and <c>rotate-cookies</c>: new keys for a tenant; running servers notice within a second.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var tenant = OnTenant.Option("Whose keys");
        var algorithm = new Option<SigningAlgorithm>("--algorithm") { Description = "What the new key signs with", DefaultValueFactory = _ => SigningAlgorithm.ES256 };
        var isStaged = new Option<bool>("--staged") { Description = "Only publish the new key; keys promote puts it into use" };

        var rotate = new Command("rotate", "Make a new signing key; tokens of the old one stay good") { tenant, algorithm, isStaged };
        rotate.SetAction((parsed, ct) => RunAsync(parsed, tenant, services =>
        {
            var operation = services.GetRequiredService<RotateSigningKey>();
            return parsed.GetValue(isStaged) ? operation.StageAsync(parsed.GetValue(algorithm), ct) : operation.ExecuteAsync(parsed.GetValue(algorithm), ct);
        }, Describe, ct));
        var promote = new Command("promote", "Put the staged signing key into use") { tenant };
        promote.SetAction((parsed, ct) => RunAsync(
            parsed, tenant, services => services.GetRequiredService<RotateSigningKey>().PromoteAsync(ct), Describe, ct));
        var cookies = new Command("rotate-cookies", "Make a new key for cookies; those that the old ones signed stay good") { tenant };
        cookies.SetAction((parsed, ct) => RunAsync(
            parsed, tenant, services => services.GetRequiredService<RotateCookieKey>().ExecuteAsync(ct), key => $"id: {key.Id}", ct));
        return new Command("keys", "Signing keys and cookie keys") { rotate, promote, cookies };
    }

    private static string Describe(SigningKey key) => $"id: {key.Id}\nalgorithm: {key.Algorithm}\nstatus: {key.Status}";

    private static Task<int> RunAsync<T>(
        ParseResult parsed, Option<string> tenant, Func<IServiceProvider, Task<Checked<T>>> run, Func<T, string> describe, CancellationToken ct) =>
        OnTenant.RunAsync(parsed, tenant, async services =>
        {
            if ((await run(services)).TryGet(out var key, out var refused))
            {
                await Terminal.Out.WriteLineAsync(describe(key));
                return 0;
            }

            await Terminal.Error.WriteLineAsync(refused.Code switch
            {
                "oidc.invalid_request" => "A staged key waits already; gatehouse keys promote puts it into use.",
                "oidc.key_not_found" => "No key is staged; gatehouse keys rotate --staged makes one.",
                _ => refused.Code,
            });
            return 1;
        }, ct);
}
