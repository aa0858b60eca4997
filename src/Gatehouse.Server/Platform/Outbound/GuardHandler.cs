using System.Net;

namespace Gatehouse.Server.Platform.Outbound;

/// <summary>What must hold before a connection is looked for, and the refusal of the connection in its own shape.</summary>
internal sealed class GuardHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw OutboundRefusedException.Scheme(request.RequestUri);

        // HTTP/3 opens its connections past our connect callback.
        if (request.Version > HttpVersion.Version20) request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.InnerException is OutboundRefusedException refused)
        {
            throw refused;
        }
    }
}
