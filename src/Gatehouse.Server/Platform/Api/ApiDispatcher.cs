using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Paging;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Server.Platform.Api;

/// <summary>Says who calls, or why not; runs before anything of the request is read.</summary>
internal delegate Task<Checked<ApiPrincipal>> ApiAuthentication(HttpContext http);

/// <summary>What a failure below is to the caller, when it is the request's fault; null when it is ours.</summary>
internal delegate Refusal? ApiExcuse(Exception problem);

/// <summary>Tells the change's origin about the call, once it is known to be well-formed.</summary>
internal delegate void ApiCallAccepted(HttpContext http, ApiPath path, ApiOperation operation, ApiCall call);

/// <summary>What of a result its caller gets to see.</summary>
internal delegate ApiResult ApiView(ApiPath path, ApiCall call, ApiResult result);

/// <summary>
/// The edge of a JSON API, the same for each of its operations: method, authentication, pagination, validation, the endpoint, the answer,
/// in this order (contract/management-api.md 1.5).
/// </summary>
/// <param name="cors">Null: the API does not speak of origins, so no other origin's pages can use it.</param>
/// <param name="show">Null: everybody who may call sees all of it.</param>
internal sealed class ApiDispatcher(
    ApiRoutes routes, ApiCors? cors, ApiAuthentication authenticate, ApiCallAccepted accepted, ApiExcuse excuse, ApiWriter writer, ApiView? show = null)
{
    private static readonly HashSet<string> KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Whether the API is there for the request's tenant; null: for each. Where it is not, its paths are unknown.</summary>
    public Func<HttpContext, bool>? IsHere { get; init; }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var path in routes.Paths)
            endpoints.Map(routes.Prefix + path.Pattern, http => IsPreflight(http) ? Task.CompletedTask : DispatchAsync(http, path)).WithMetadata(path);
        foreach (var root in routes.Roots)
            endpoints.Map(root + "/{**rest}", http => IsPreflight(http) ? Task.CompletedTask : ApiWriter.PlainAsync(http, StatusCodes.Status404NotFound));
    }

    private bool IsPreflight(HttpContext http) => cors?.Answers(http) == true;

    private async Task DispatchAsync(HttpContext http, ApiPath path)
    {
        if (IsHere?.Invoke(http) == false)
        {
            await ApiWriter.PlainAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var method = http.Request.Method;
        var operation = path.Operations.Find(candidate => candidate.Method == (method == "HEAD" ? "GET" : method));
        if (operation is not null)
        {
            await writer.WriteAsync(http, routes.Prefix, await RunAsync(http, path, operation), operation.Contract);
            return;
        }

        http.Response.Headers.Allow = path.Allow;
        await ApiWriter.PlainAsync(http, method switch
        {
            "OPTIONS" => StatusCodes.Status200OK,
            _ when KnownMethods.Contains(method) => StatusCodes.Status405MethodNotAllowed,
            _ => StatusCodes.Status501NotImplemented,
        });
    }

    private async Task<(ApiResult Result, ApiCall? Call)> RunAsync(HttpContext http, ApiPath path, ApiOperation operation)
    {
        if (operation.Contract.File is not null) FilePart.Expect(http);
        if (!(await CallerOf(http, operation)).TryGet(out var caller, out var refused)) return (refused, null);

        var query = QueryPairs.Read(http.Request.QueryString.Value);
        Page? page = null;
        if (operation.Contract.Paging != Paging.None)
        {
            if (!PageOf(query).TryGet(out var asked, out refused)) return (refused, null);
            if (operation.Contract.Paging == Paging.Mandatory || asked.IsRequested) page = asked;
        }

        var parameters = ParamsOf(http);
        if (!ApiInput.CheckText(parameters, query).TryGet(out _, out refused)) return (refused, null);
        if (!ApiInput.ReadQuery(operation.Contract.Query, query).TryGet(out var queryInput, out refused)) return (refused, null);
        if (!(await ApiInput.ReadBodyAsync(operation.Contract.Body, http)).TryGet(out var body, out refused)) return (refused, null);

        FilePart? file = null;
        if (operation.Contract.File is { IsReadByEndpoint: false } rule && !(await FilePart.ReadAsync(http, rule)).TryGet(out file, out refused)) return (refused, null);
        Upload? upload = null;
        if (operation.Contract.Uploads is { } mediaTypes && !Upload.Of(http, mediaTypes).TryGet(out upload, out refused)) return (refused, null);

        var call = new ApiCall
        {
            Params = parameters,
            QueryPairs = query,
            Query = queryInput,
            Body = body,
            File = file,
            ReadFile = operation.Contract.File is { IsReadByEndpoint: true } late ? () => FilePart.ReadAsync(http, late) : null,
            Upload = upload,
            Page = page,
            Headers = http.Request.Headers,
            Caller = caller,
            Aborted = http.RequestAborted,
        };
        accepted(http, path, operation, call);
        try
        {
            var result = await operation.Create(http.RequestServices).HandleAsync(call);
            return (show is null ? result : show(path, call, result), call);
        }
        catch (Exception problem) when (excuse(problem) is { } fault)
        {
            return (fault, call);
        }
    }

    private Task<Checked<ApiPrincipal>> CallerOf(HttpContext http, ApiOperation operation) =>
        operation.Contract.IsAnonymous ? Task.FromResult<Checked<ApiPrincipal>>(ApiPrincipal.Anonymous) : authenticate(http);

    private static Checked<Page> PageOf(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var page = Page.Parse(ValuesOf("page"), ValuesOf("page_size"));
        return page is null ? new Refusal("guard.invalid_pagination") : page;

        List<string> ValuesOf(string name) => [.. query.Where(pair => pair.Key == name).Select(pair => pair.Value)];
    }

    /// <summary>The router decodes a path but for %2F, which would have been a separator (contract: <c>a%2Fb</c> is one id).</summary>
    private static Dictionary<string, string> ParamsOf(HttpContext http)
    {
        var values = http.Features.Get<IRouteValuesFeature>()!.RouteValues;
        return values.ToDictionary(value => value.Key, value => ((string)value.Value!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
    }
}
