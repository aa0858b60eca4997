using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Server.Platform.Api;

/// <summary>
/// The server's own APIs, called inside the process: a request runs through the pipeline as if it had come through a socket, with services of
/// its own, so that whoever calls gets exactly what others get: checks, codes, audit (docs/adr/0020). It comes from where the request comes
/// that it is made for, and ends with it.
/// </summary>
internal sealed class OwnApi(IServiceScopeFactory scopes)
{
    private RequestDelegate? _pipeline;

    /// <summary>Middleware that changes nothing: what follows it is what requests of our own run through.</summary>
    public RequestDelegate Enter(RequestDelegate next) => _pipeline = next;

    /// <param name="cause">The request that this one is made for.</param>
    public async Task<OwnAnswer> SendAsync(OwnRequest request, HttpContext cause)
    {
        using var body = new MemoryStream();
        var response = new HttpResponseFeature();
        var writer = new StreamResponseBodyFeature(body);
        await RunAsync(request, cause, response, writer);
        await writer.CompleteAsync();
        return new OwnAnswer(response.StatusCode, response.Headers, body.ToArray());
    }

    /// <summary>Answers the request that this one is made for with what comes of it, piece by piece: a download may be larger than the memory.</summary>
    public Task PassOnAsync(OwnRequest request, HttpContext cause) =>
        RunAsync(request, cause, cause.Features.GetRequiredFeature<IHttpResponseFeature>(), cause.Features.GetRequiredFeature<IHttpResponseBodyFeature>());

    private async Task RunAsync(OwnRequest request, HttpContext cause, IHttpResponseFeature response, IHttpResponseBodyFeature body)
    {
        await using var scope = scopes.CreateAsyncScope();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(RequestOf(request, cause));
        features.Set(response);
        features.Set(body);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            ConnectionId = cause.Connection.Id,
            RemoteIpAddress = cause.Connection.RemoteIpAddress,
            RemotePort = cause.Connection.RemotePort,
            LocalIpAddress = cause.Connection.LocalIpAddress,
            LocalPort = cause.Connection.LocalPort,
        });
        features.Set(new RequestTenant(request.TenantId));
        if (request.Administrator is { } administrator) features.Set(administrator);
        foreach (var extra in request.Extras) features[extra.GetType()] = extra;
        await _pipeline!(new DefaultHttpContext(features)
        {
            RequestServices = scope.ServiceProvider,
            RequestAborted = cause.RequestAborted,
            TraceIdentifier = cause.TraceIdentifier,
        });
    }

    private static HttpRequestFeature RequestOf(OwnRequest request, HttpContext cause)
    {
        var query = request.Path.IndexOf('?', StringComparison.Ordinal);
        IHeaderDictionary headers = new HeaderDictionary();
        headers.Host = cause.Request.Host.ToUriComponent();
        headers.UserAgent = cause.Request.Headers.UserAgent;
        headers.AcceptLanguage = request.Language ?? StringValues.Empty;
        headers.Accept = request.Accept ?? StringValues.Empty;
        headers.ContentType = request.MediaType ?? StringValues.Empty;
        headers.ContentLength = request.Content is null ? request.Body?.Length : null;
        foreach (var (name, value) in request.Headers) headers[name] = value;
        return new HttpRequestFeature
        {
            Protocol = cause.Request.Protocol,
            Scheme = cause.Request.Scheme,
            Method = request.Method,
            Path = PathString.FromUriComponent(query < 0 ? request.Path : request.Path[..query]).Value!,
            QueryString = query < 0 ? "" : request.Path[query..],
            RawTarget = request.Path,
            Headers = headers,
            Body = request.Content ?? new MemoryStream(request.Body ?? [], writable: false),
        };
    }
}
