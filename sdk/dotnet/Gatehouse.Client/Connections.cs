namespace Gatehouse.Client;

/// <summary>The way to the server.</summary>
internal static class Connections
{
    /// <summary>Addresses change behind a name that stays: no connection is kept longer.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>Paths are appended to it, also when the server lives below a path.</summary>
    public static Uri BaseOf(Uri endpoint) => endpoint.AbsolutePath.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + '/');

    /// <summary>A token that leaves for somewhere else is a token that is lost.</summary>
    public static bool IsAt(Uri endpoint, Uri? target) =>
        target is not null && Uri.Compare(target, endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    public static HttpClient Open(Uri endpoint, DelegatingHandler authorization, HttpMessageHandler? inner)
    {
        authorization.InnerHandler = inner ?? new SocketsHttpHandler { PooledConnectionLifetime = Lifetime, UseCookies = false, AllowAutoRedirect = false };
#pragma warning disable RS0030 // The ban is the server's: a package for others has no Platform/Outbound.
        return new HttpClient(authorization) { BaseAddress = BaseOf(endpoint) };
#pragma warning restore RS0030
    }
}
