using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Server.AccountApi;
using Gatehouse.Server.AccountApi.Me;
using Gatehouse.Server.ManagementApi;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.Tests.Support;

/// <summary>Every operation of the Management API, found in its route table: what walks over them finds a new one by itself.</summary>
internal static class RouteTable
{
    /// <summary>In the order in which the router would choose: what is written out before what is a parameter.</summary>
    public static IReadOnlyList<Route> All { get; } = Of(ManagementApiModule.Routes());

    /// <summary>Those of the Account API.</summary>
    public static IReadOnlyList<Route> Account { get; } = Of(AccountApiModule.Routes());

    /// <summary>Those of <c>/me</c>.</summary>
    public static IReadOnlyList<Route> Me { get; } = Of(MeApiModule.Routes());

    /// <summary>Of any of these APIs.</summary>
    public static Route? Find(string method, string path) => Account.Concat(Me).Concat(All).FirstOrDefault(route => route.Operation.Method == method && route.Matches(path));

    private static List<Route> Of(ApiRoutes routes) =>
    [
        .. routes.Paths.SelectMany(path => path.Operations.Select(operation => new Route(routes.Prefix + path.Pattern, operation)))
            .OrderBy(route => route.Order, StringComparer.Ordinal),
    ];
}

/// <param name="Path">With the parameters in braces: <c>/api/users/{userId}</c>.</param>
internal sealed record Route(string Path, ApiOperation Operation)
{
    private readonly Regex _pattern = new(
        "^" + Regex.Replace(Path, @"\{\w+\}|[^{]+", part => part.Value[0] == '{' ? "[^/]+" : Regex.Escape(part.Value)) + "/?$", RegexOptions.IgnoreCase);

    private readonly Lazy<JsonObject?> _answer = new(() => Operation.Contract.Answer?.Describe());

    public string Name => $"{Operation.Method} {Path}";

    public string Order => string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? "\uFFFF" : part));

    /// <summary>The shape of a success as its description; null when a success has no JSON body.</summary>
    public JsonObject? Answer => _answer.Value;

    public bool Matches(string path) => _pattern.IsMatch(path);

    public override string ToString() => Name;
}
