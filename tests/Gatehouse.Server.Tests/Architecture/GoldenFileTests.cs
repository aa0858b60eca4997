using System.ComponentModel;
using System.Reflection;
using System.Text;
using Gatehouse.Server.AccountApi.Me;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>Documents that the code writes. GATEHOUSE_UPDATE_GOLDEN=1 writes them anew; a reviewer sees what changed.</summary>
public sealed class GoldenFileTests : ServerTest
{
    private const string ByHand = "<!-- Written from the code by GoldenFileTests; GATEHOUSE_UPDATE_GOLDEN=1 dotnet test writes it anew. -->";

    [Fact]
    public Task The_configuration_reference_names_every_setting()
    {
        var text = new StringBuilder($"""
            # Configuration

            {ByHand}

            Every setting has two names. The native one belongs to the .NET configuration: `appsettings.json` (section `Gatehouse`), an environment
            variable `Gatehouse__Setting`, or the command line (`--Gatehouse:Setting=value`). The short one is an environment variable as it stands.
            The command line wins over `Gatehouse__Setting`, that over the short name, that over files. An unknown or invalid setting stops the
            start with a sentence that names it. `INTEGRATION_TEST` is an older name of `TEST_MODE`.

            | setting | environment | default | meaning |
            | --- | --- | --- | --- |

            """);
        var defaults = new GatehouseOptions();
        foreach (var (property, alias) in Settings.Aliases)
        {
            var value = property.GetValue(defaults);
            var meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description;
            Assert.False(string.IsNullOrEmpty(meaning), $"{property.Name} has no description");
            text.Append($"| `{property.Name}` | `{alias}` | {(value is null ? "" : $"`{value}`")} | {meaning!.Replace("|", "\\|")} |\n");
        }

        return CompareAsync("docs/configuration.md", text.ToString());
    }

    [Fact]
    public Task The_route_table_names_every_route()
    {
        var text = new StringBuilder($"""
            # Routes

            {ByHand}

            Every route of the server and the type that answers it, found in `src/Gatehouse.Server` by its name. Both endpoints (tenant `default`
            and tenant `admin`) have all of them. A GET answers HEAD too. Paths below `/oidc` and `/api` that are not here are 404.

            | method | path | answered by |
            | --- | --- | --- |

            """);
        foreach (var (path, method, type) in Routes().Distinct().OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal))
            text.Append($"| {method} | `{path}` | {type} |\n");
        return CompareAsync("docs/routes.md", text.ToString());
    }

    private IEnumerable<(string Path, string Method, string Type)> Routes()
    {
        var operations = Operations();
        foreach (var route in operations) yield return route;
        var known = operations.Select(route => route.Path).ToHashSet();
        foreach (var endpoint in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            // What answers 404, and what answers browsers before they ask.
            if (known.Contains(pattern) || pattern.Contains("{**") || endpoint.DisplayName is "not found" or "CORS preflight") continue;
            Assert.False(endpoint.DisplayName?.Contains(' ') != false, $"{pattern} has no display name that says which type answers it: {endpoint.DisplayName}");
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Where(method => method != "HEAD") ?? ["any"])
                yield return (pattern, method, endpoint.DisplayName!);
        }
    }

    /// <summary>A surface names its operations in static methods that take its <see cref="ApiRoutes"/>.</summary>
    private static List<(string Path, string Method, string Type)> Operations()
    {
        var routes = new ApiRoutes("/api");
        foreach (var add in typeof(ApiRoutes).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters() is [var parameter] && parameter.ParameterType == typeof(ApiRoutes)))
            add.Invoke(null, [routes]);
        return [.. new[] { routes, MeApiModule.Routes() }.SelectMany(
            api => api.Paths.SelectMany(path => path.Operations.Select(operation => (api.Prefix + path.Pattern, operation.Method, NameOf(operation.Endpoint)))))];
    }

    /// <summary>With the types that the operation is made for: <c>SetAddressEndpoint&lt;EmailAddress&gt;</c>.</summary>
    private static string NameOf(Type endpoint) => endpoint.IsGenericType
        ? $"{endpoint.Name.Split('`')[0]}<{string.Join(", ", endpoint.GetGenericArguments().Select(argument => argument.Name))}>" : endpoint.Name;

    private static async Task CompareAsync(string file, string text)
    {
        var path = Repository.PathOf(file);
        if (Environment.GetEnvironmentVariable("GATEHOUSE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        var kept = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        Assert.True(kept.ReplaceLineEndings("\n") == text.ReplaceLineEndings("\n"),
            $"{file} is not what the code says any more. Run the tests once with GATEHOUSE_UPDATE_GOLDEN=1 and commit the file.");
    }
}
