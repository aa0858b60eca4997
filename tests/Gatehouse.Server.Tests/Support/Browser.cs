using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Tests.Support;

/// <summary>
/// A browser as far as cookies go (RFC 6265 section 5): it keeps what it is told to keep, by path and until it expires, and sends what
/// belongs to a path. It follows no redirect by itself.
/// </summary>
/// <param name="isAtConsole">It talks to the endpoint of tenant <c>admin</c>.</param>
internal sealed class Browser(TestServer server, bool isAtConsole = false)
{
    private readonly Dictionary<(string Name, string Path), Kept> _cookies = [];

    public TestServer Server => server;

    /// <summary>Where it is, as the server calls itself.</summary>
    public string Endpoint => isAtConsole ? TestServer.AdminEndpoint : TestServer.Endpoint;

    /// <summary>Sent with each request, for example the application that a page belongs to.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <param name="url">A path, or an absolute URL below the server's public one.</param>
    /// <param name="body">An object to serialise, or a string that is sent as it is.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string url, object? body = null, params (string Name, string Value)[] headers)
    {
        var path = PathOf(url);
        var cookies = CookieHeader(path);
        var all = Headers.Concat(headers);
        if (cookies.Length > 0) all = all.Append(("Cookie", cookies));
        var answer = await (isAtConsole ? server.AdminApi : server.Anonymous).SendAnswerAsync(method, path, body, [.. all]);
        if (answer.Headers.TryGetValue(HeaderNames.SetCookie, out var sent)) Keep(sent, path);
        return answer;
    }

    public Task<Answer> GetAsync(string url, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, url, null, headers);

    public Task<Answer> PostAsync(string url, object? body = null) => SendAsync(HttpMethod.Post, url, body);

    public Task<Answer> PutAsync(string url, object? body = null) => SendAsync(HttpMethod.Put, url, body);

    public Task<Answer> DeleteAsync(string url) => SendAsync(HttpMethod.Delete, url);

    /// <summary>The header <c>Cookie</c> for a path; the longest path first.</summary>
    public string CookieHeader(string url)
    {
        var path = PathOf(url).Split('?')[0];
        var now = server.Clock.GetUtcNow();
        return string.Join("; ", _cookies.Values.Where(cookie => IsBelow(path, cookie.Path) && !(cookie.Expires <= now))
            .OrderByDescending(cookie => cookie.Path.Length).Select(cookie => $"{cookie.Name}={cookie.Value}"));
    }

    /// <summary>The value of a cookie as the server sent it; null when there is none.</summary>
    public string? Cookie(string name) => _cookies.Values.FirstOrDefault(cookie => cookie.Name == name && !(cookie.Expires <= server.Clock.GetUtcNow()))?.Value;

    /// <summary>Puts another value into a cookie, as an attacker would.</summary>
    public void Forge(string name, string value)
    {
        var cookie = _cookies.Values.Single(cookie => cookie.Name == name);
        _cookies[(name, cookie.Path)] = cookie with { Value = value };
    }

    public void Forget(string name)
    {
        foreach (var key in _cookies.Keys.Where(key => key.Name == name).ToList()) _cookies.Remove(key);
    }

    /// <summary>Takes the values of <c>Set-Cookie</c> headers.</summary>
    public void Keep(IEnumerable<string?> setCookies, string path = "/")
    {
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. setCookies.OfType<string>()]))
        {
            var kept = new Kept(cookie.Name.Value!, cookie.Value.Value ?? "", cookie.Path.Value ?? path, cookie.Expires);
            if (kept.Expires <= server.Clock.GetUtcNow()) _cookies.Remove((kept.Name, kept.Path));
            else _cookies[(kept.Name, kept.Path)] = kept;
        }
    }

    private string PathOf(string url) => url.StartsWith(Endpoint, StringComparison.Ordinal) ? url[Endpoint.Length..] : url;

    /// <summary>RFC 6265 section 5.1.4.</summary>
    private static bool IsBelow(string path, string cookiePath) =>
        path == cookiePath || (path.StartsWith(cookiePath, StringComparison.Ordinal) && (cookiePath.EndsWith('/') || path[cookiePath.Length] == '/'));

    private sealed record Kept(string Name, string Value, string Path, DateTimeOffset? Expires);
}
