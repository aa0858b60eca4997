using System.Net;
using System.Net.Http.Headers;

namespace Gatehouse.ClientTests.Support;

/// <summary>The way from a client to the real server: it counts what goes by and can stand in the way of some of it.</summary>
internal sealed class Wire() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private int _tokenRequests;
    private int _apiRequests;

    /// <summary>How often a token was asked for.</summary>
    public int TokenRequests => _tokenRequests;

    /// <summary>How often anything else was.</summary>
    public int ApiRequests => _apiRequests;

    /// <summary>The last credentials that anything else was asked with.</summary>
    public AuthenticationHeaderValue? Authorization { get; private set; }

    /// <summary>So many of the next requests to the API arrive with a token that the server never gave.</summary>
    public int TokensToSpoil { get; set; }

    /// <summary>Requests for a token wait for it.</summary>
    public Task TokenGate { get; set; } = Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/oidc/token")
        {
            Interlocked.Increment(ref _tokenRequests);
            await TokenGate.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }

        Interlocked.Increment(ref _apiRequests);
        Authorization = request.Headers.Authorization;
        if (TokensToSpoil > 0)
        {
            TokensToSpoil--;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token");
        }

        var response = await base.SendAsync(request, cancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        return response;
    }
}
