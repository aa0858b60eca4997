using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.OrganizationTemplate;

/// <summary>What tests of the organization template do again and again, through the API.</summary>
internal static class TemplateCalls
{
    extension(HttpClient api)
    {
        public async Task<Answer> NewOrganizationScopeAsync(string? name = null) =>
            (await api.PostAnswerAsync("/api/organization-scopes", new { name = name ?? TestServer.Unique("do:") })).Expect(201);

        public async Task<Answer> NewOrganizationRoleAsync(string? name = null) =>
            (await api.PostAnswerAsync("/api/organization-roles", new { name = name ?? TestServer.Unique("role") })).Expect(201);
    }
}
