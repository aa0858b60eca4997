using System.Net.Http.Headers;

namespace Gatehouse.Client;

/// <summary>Puts the access token of a user on each request to the server.</summary>
/// <param name="endpoint">The server; requests to another origin get no token.</param>
/// <param name="getToken">Tells the token for the request that is about to be sent.</param>
internal sealed class AccessTokenHandler(Uri endpoint, Func<CancellationToken, ValueTask<string>> getToken) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Connections.IsAt(endpoint, request.RequestUri))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await getToken(cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
