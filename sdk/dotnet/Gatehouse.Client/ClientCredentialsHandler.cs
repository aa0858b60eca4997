using System.Net;
using System.Net.Http.Headers;

namespace Gatehouse.Client;

/// <summary>
/// Puts an access token of the application on each request. A token is kept until shortly before its end and fetched once for all who wait
/// for it; a request that is answered 401 gets a new one and is sent once more, unless its body is a stream that has been read. Requests to
/// another origin than the server's get none.
/// </summary>
public sealed class ClientCredentialsHandler : DelegatingHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientCredentials _credentials;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private AccessToken? _token;
    private Task<AccessToken>? _flight;

    /// <param name="credentials">What tokens are fetched with.</param>
    /// <param name="clock">The system's clock by default.</param>
    public ClientCredentialsHandler(ClientCredentials credentials, TimeProvider? clock = null) => (_credentials, _clock) = (credentials, clock ?? TimeProvider.System);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Connections.IsAt(_credentials.Endpoint, request.RequestUri)) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var token = await GetTokenAsync(rejected: null, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !CanBeSentAgain(request.Content)) return response;

        response.Dispose();
        token = await GetTokenAsync(rejected: token, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Content that lies in memory.</summary>
    private static bool CanBeSentAgain(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent;

    private Task<AccessToken> GetTokenAsync(AccessToken? rejected, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_token, rejected)) _token = null;
            if (_token is { } kept && _clock.GetUtcNow() < kept.RenewAt) return Task.FromResult(kept);
            // Who stops waiting stops for himself: others want the same token.
            if (_flight is not { IsCompleted: false }) _flight = FetchAsync();
            return _flight.WaitAsync(cancellationToken);
        }
    }

    private async Task<AccessToken> FetchAsync()
    {
        // Not inside of the lock.
        await Task.Yield();
        using var patience = new CancellationTokenSource(Patience, _clock);
        var asked = _clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Connections.BaseOf(_credentials.Endpoint), "oidc/token")) { Content = Form() };
        using var response = await base.SendAsync(request, patience.Token).ConfigureAwait(false);
        var (value, lifetime) = await TokenAnswer.ReadAsync(response, patience.Token).ConfigureAwait(false);
        // A token that lives shorter than the margin is used for half of its life.
        var usable = lifetime > _credentials.RenewBefore * 2 ? lifetime - _credentials.RenewBefore : lifetime / 2;
        var token = new AccessToken(value, asked + usable);
        lock (_lock) _token = token;
        return token;
    }

    private FormUrlEncodedContent Form()
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = _credentials.ClientId,
            ["client_secret"] = _credentials.ClientSecret,
            ["resource"] = _credentials.Resource,
        };
        if (_credentials.Scope is { } scope) form["scope"] = scope;
        return new FormUrlEncodedContent(form);
    }

    private sealed record AccessToken(string Value, DateTimeOffset RenewAt);
}
