using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.7.</summary>
public sealed class CorsTests : ServerTest
{
    [Theory]
    [InlineData("GET", "/api/users", 401)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("PUT", "/api/users", 405)]
    [InlineData("OPTIONS", "/api/users", 200)]
    public async Task The_origin_of_the_admin_endpoint_may_read_every_answer(string method, string path, int status)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path, null, ("Origin", TestServer.AdminEndpoint))).Expect(status);
        Assert.Equal(TestServer.AdminEndpoint, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("*", answer.Header("Access-Control-Expose-Headers"));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/api/users/x/roles")]
    [InlineData("/api/nothing")]
    public async Task A_preflight_of_that_origin_is_answered_without_a_token(string path)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Options, path, null,
            ("Origin", TestServer.AdminEndpoint), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,x-mine"))).Expect(204);
        Assert.Equal(TestServer.AdminEndpoint, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("GET,HEAD,PUT,POST,DELETE,PATCH", answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("authorization,x-mine", answer.Header("Access-Control-Allow-Headers"));
        Assert.Null(answer.Header("Access-Control-Max-Age"));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        Assert.Null(answer.Header("Allow"));
    }

    [Theory]
    [InlineData("https://admin.gatehouse.test")]
    [InlineData("http://admin.gatehouse.test:8080")]
    [InlineData("http://admin.gatehouse.test/")]
    [InlineData("http://evil.admin.gatehouse.test")]
    [InlineData(TestServer.Endpoint)]
    [InlineData("null")]
    public async Task No_other_origin_hears_of_origins(string origin)
    {
        var read = await Api.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Origin", origin));
        var preflight = await Server.Anonymous.SendAnswerAsync(HttpMethod.Options, "/api/users", null, ("Origin", origin), ("Access-Control-Request-Method", "POST"));
        read.Expect(200);
        preflight.Expect(200);
        Assert.Equal("POST, HEAD, GET", preflight.Header("Allow"));
        foreach (var answer in (Answer[])[read, preflight])
            Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
