namespace Gatehouse.Server.Console.Parts;

/// <summary>A call of the Management API in the languages that people copy from the console. <c>ACCESS_TOKEN</c> stands for a token.</summary>
internal static class ApiSnippets
{
    /// <param name="url">The whole address. It was made by us: what came from people in it is percent-encoded.</param>
    public static IEnumerable<(string Name, string Code)> Of(string method, string url)
    {
        var safe = url.Replace("'", "%27", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
        yield return ("curl", $"curl -X {method} '{safe}' \\\n  -H \"Authorization: Bearer $ACCESS_TOKEN\"");
        yield return ("C#", $$"""
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
            using var answer = await http.SendAsync(new(HttpMethod.{{method[..1] + method[1..].ToLowerInvariant()}}, "{{safe}}"));
            """);
        yield return ("JavaScript", $$"""
            const answer = await fetch('{{safe}}', {
              method: '{{method}}',
              headers: { Authorization: `Bearer ${accessToken}` },
            });
            """);
    }
}
