using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Resources;

/// <summary>What tests of resources and of roles do again and again, through the API.</summary>
internal static class ResourceCalls
{
    /// <summary>The Management API's own resource and scope.</summary>
    public const string Management = "management-api";

    public const string ManagementScope = "management-api-all";

    public static string NewIndicator() => "https://api.test/" + Identifier.Short();

    extension(HttpClient api)
    {
        public async Task<Answer> NewResourceAsync(string? name = null) =>
            (await api.PostAnswerAsync("/api/resources", new { name = name ?? TestServer.Unique("api"), indicator = NewIndicator() })).Expect(201);

        public async Task<Answer> NewScopeAsync(string resourceId, string? name = null) =>
            (await api.PostAnswerAsync($"/api/resources/{resourceId}/scopes", new { name = name ?? TestServer.Unique("do:"), description = "of a test" })).Expect(201);

        public async Task<Answer> NewRoleOfAsync(string type, params string[] scopeIds) => (await api.PostAnswerAsync("/api/roles", scopeIds.Length == 0
            ? new { name = TestServer.Unique("role"), description = "of a test", type }
            : new { name = TestServer.Unique("role"), description = "of a test", type, scopeIds })).Expect(200);
    }

    extension(TestServer server)
    {
        /// <summary>A machine with a secret and the role.</summary>
        public async Task<string> NewMachineAsync(string roleId)
        {
            var id = await server.AddClientAsync(secrets: ("web", Authorized.Secret, null));
            (await server.Api.PostAnswerAsync($"/api/roles/{roleId}/applications", new { applicationIds = (string[])[id] })).Expect(201);
            return id;
        }

        /// <summary>What the machine's next token for the resource allows.</summary>
        public async Task<string> ScopeOfMachineAsync(string applicationId, string indicator, string asked)
        {
            var answer = (await server.TokenAnswerAsync(OidcCalls.Form(
                ("grant_type", "client_credentials"), ("client_id", applicationId), ("client_secret", Authorized.Secret), ("resource", indicator), ("scope", asked)))).Expect(200);
            return OidcCalls.Part(answer["access_token"].GetString()!, 1).TryGetProperty("scope", out var scope) ? scope.GetString()! : "";
        }
    }

    /// <summary>The ids of a list.</summary>
    public static IEnumerable<string> Ids(this Answer list) => list.Expect(200).Json.EnumerateArray().Select(row => row.GetProperty("id").GetString()!);
}
