using System.Net;
using System.Text;
using Gatehouse.Server.Tests.ManagementApi.Contract;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>The check that every test's answers go through finds what it is there for.</summary>
public sealed class AnswerCheckTests
{
    /// <summary>What contract/management-api.md 1.1 lists as answered by a plain text.</summary>
    private static readonly HashSet<string> PlainTexts =
    [
        "POST /api/roles/{id}/users", "POST /api/roles/{id}/applications", "POST /api/applications/{applicationId}/user-consent-scopes",
        "POST /api/applications/{id}/users/{userId}/consent-organizations", "POST /api/organizations/{id}/applications", "POST /api/organizations/{id}/users/roles",
        "POST /api/organizations/{id}/applications/roles", "POST /api/organizations/{id}/applications/{applicationId}/roles", "POST /api/organizations/{id}/jit/roles",
        "POST /api/organizations/{id}/jit/sso-connectors", "POST /api/organization-roles/{id}/scopes", "POST /api/organization-roles/{id}/resource-scopes",
        "PUT /api/applications/{applicationId}/roles",
    ];

    [Theory]
    [InlineData("""{"hasPassword":true}""", null)]
    [InlineData("""{"hasPassword":1}""", "body.hasPassword is Number, not boolean")]
    [InlineData("""{"hasPassword":null}""", "body.hasPassword is null")]
    [InlineData("{}", "body lacks hasPassword")]
    [InlineData("""{"hasPassword":true,"password":"x"}""", "body.password is not declared")]
    [InlineData("[]", "body is Array, not object")]
    public async Task An_answer_that_its_operation_does_not_declare_fails_the_test(string body, string? problem)
    {
        using var client = new HttpClient(new AnswerCheck(new Canned(body))) { BaseAddress = new Uri("http://canned.test") };
        var failure = await Record.ExceptionAsync(() => client.GetAnswerAsync("/api/users/x/has-password"));
        if (problem is null) Assert.Null(failure);
        else Assert.Contains(problem, failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_1_1_every_success_has_a_shape_or_no_body() => Assert.Empty(RouteTable.All
        .Where(route => route.Operation.Contract is { Answer: null, Downloads: null, Success: 200 or 201 } && !Exempt.NotBuilt.Contains(route.Name) && !PlainTexts.Contains(route.Name)).Select(route => route.Name));

    private sealed class Canned(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
