using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Api;

/// <summary>
/// The operations of one JSON API, path by path. A path is one route for all its methods, so that an unknown method of a known path is
/// told apart from an unknown path (contract/management-api.md 1.1).
/// </summary>
/// <param name="prefix">Stripped from what clients see in links and webhooks, for example <c>/api</c>.</param>
/// <param name="roots">The paths that are this API's with everything below them; without any, all of the prefix.</param>
internal sealed partial class ApiRoutes(string prefix, params IReadOnlyList<string> roots)
{
    private readonly Dictionary<string, ApiPath> _paths = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ApiPath> Paths => _paths.Values;

    public string Prefix => prefix;

    /// <summary>Below these nothing else answers: what is not a path of this API does not exist.</summary>
    public IEnumerable<string> Roots => roots.Count == 0 ? [prefix] : roots.Select(root => prefix + root);

    public ApiRoutes Get<T>(string path) where T : class, IApiEndpoint => Add<T>("GET", path);

    public ApiRoutes Post<T>(string path) where T : class, IApiEndpoint => Add<T>("POST", path);

    public ApiRoutes Put<T>(string path) where T : class, IApiEndpoint => Add<T>("PUT", path);

    public ApiRoutes Patch<T>(string path) where T : class, IApiEndpoint => Add<T>("PATCH", path);

    public ApiRoutes Delete<T>(string path) where T : class, IApiEndpoint => Add<T>("DELETE", path);

    private ApiRoutes Add<T>(string method, string path) where T : class, IApiEndpoint
    {
        if (!_paths.TryGetValue(path, out var known))
            _paths[path] = known = new ApiPath(path, Parameter().Replace(path, ":$1"));
        known.Operations.Add(new ApiOperation(method, typeof(T), T.Contract));
        return this;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}

/// <summary>A path and its operations in the order of registration.</summary>
/// <param name="Pattern">As the framework routes it: <c>/users/{userId}</c>.</param>
/// <param name="PublicPattern">As webhooks show it: <c>/users/:userId</c>.</param>
internal sealed record ApiPath(string Pattern, string PublicPattern)
{
    public List<ApiOperation> Operations { get; } = [];

    /// <summary>The header <c>Allow</c>: a HEAD before each GET.</summary>
    public string Allow => string.Join(", ", Operations.SelectMany(operation => operation.Method == "GET" ? (string[])["HEAD", "GET"] : [operation.Method]));
}

internal sealed record ApiOperation(string Method, Type Endpoint, ApiContract Contract)
{
    private ObjectFactory? _factory;

    public IApiEndpoint Create(IServiceProvider services) =>
        (IApiEndpoint)(_factory ??= ActivatorUtilities.CreateFactory(Endpoint, []))(services, null);
}
