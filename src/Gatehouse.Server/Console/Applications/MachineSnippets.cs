using Gatehouse.Server.Resources;

namespace Gatehouse.Server.Console.Applications;

/// <summary>
/// A machine's way to a token of the Management API by its credentials (RFC 6749 section 4.4) and to the users, in the languages that people
/// paste. The secret comes from the environment: nobody should have it in a file of code.
/// </summary>
internal static class MachineSnippets
{
    /// <param name="endpoint">The tenant's public address.</param>
    public static IEnumerable<(string Name, string Code)> Of(string endpoint, string tenantId, string applicationId)
    {
        var resource = ApiResource.ManagementIndicator(tenantId);
        yield return ("curl", $"""
            # export APP_SECRET='…'
            ACCESS_TOKEN=$(curl -s '{endpoint}/oidc/token' \
              -u "{applicationId}:$APP_SECRET" \
              -d grant_type=client_credentials \
              -d resource={resource} \
              -d scope=all | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

            curl '{endpoint}/api/users?page=1&page_size=20' \
              -H "Authorization: Bearer $ACCESS_TOKEN"
            """);
        yield return ("C#", $$"""
            using System.Net.Http.Headers;
            using System.Net.Http.Json;
            using System.Text.Json;

            using var http = new HttpClient();

            using var answer = await http.PostAsync("{{endpoint}}/oidc/token", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "{{applicationId}}",
                ["client_secret"] = Environment.GetEnvironmentVariable("APP_SECRET")!,
                ["resource"] = "{{resource}}",
                ["scope"] = "all",
            }));
            answer.EnsureSuccessStatusCode();
            var token = await answer.Content.ReadFromJsonAsync<JsonElement>();

            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
            var users = await http.GetFromJsonAsync<JsonElement>("{{endpoint}}/api/users?page=1&page_size=20");
            foreach (var user in users.EnumerateArray()) Console.WriteLine(user.GetProperty("id"));
            """);
        yield return ("JavaScript", $$"""
            const answer = await fetch('{{endpoint}}/oidc/token', {
              method: 'POST',
              headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
              body: new URLSearchParams({
                grant_type: 'client_credentials',
                client_id: '{{applicationId}}',
                client_secret: process.env.APP_SECRET,
                resource: '{{resource}}',
                scope: 'all',
              }),
            });
            const { access_token } = await answer.json();

            const users = await fetch('{{endpoint}}/api/users?page=1&page_size=20', {
              headers: { Authorization: `Bearer ${access_token}` },
            }).then((r) => r.json());
            console.log(users);
            """);
    }
}
