using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Console.Access;

/// <summary>docs/adr/0020: the server calls its own APIs as others do, and gets what others get.</summary>
public sealed class OwnApiTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Theory]
    [InlineData("GET", "/api/users?page=1&page_size=1&search.username=nobody", null)]
    [InlineData("GET", "/api/users/nobody", null)]
    [InlineData("GET", "/api/users/a%2Fb%20c", null)]
    [InlineData("GET", "/api/users?page=x", null)]
    [InlineData("POST", "/api/users", """{"username":"1"}""")]
    [InlineData("POST", "/api/users", """{"username":""")]
    [InlineData("PUT", "/api/users", "{}")]
    [InlineData("GET", "/api/no-such-path", null)]
    public async Task An_answer_is_the_same_as_through_a_socket(string method, string path, string? body)
    {
        var owner = await Server.NewAdministratorAsync();
        var inside = await Server.ActAsync(owner, AdministratorRole.Owner, method, path, body);
        var outside = await Server.Api.SendAnswerAsync(new HttpMethod(method), path, body);
        Assert.Equal(((int)outside.Status, outside.Text), (inside.Status, Encoding.UTF8.GetString(inside.Body)));
        foreach (var name in (string[])["Content-Type", "Total-Number", "Allow", "ETag"])
            Assert.Equal(outside.Header(name) ?? "", inside.Headers[name].ToString());
    }

    [Fact]
    public async Task The_audit_log_names_the_administrator_and_from_where()
    {
        var owner = await Server.NewAdministratorAsync();
        var cause = new DefaultHttpContext();
        cause.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        cause.Request.Headers.UserAgent = "the browser of the administrator";
        var made = await Server.Services.GetRequiredService<OwnApi>().SendAsync(new OwnRequest("POST", "/api/users")
        {
            TenantId = "default", Administrator = new ActingAdministrator(owner.Id, "Ann", nameof(AdministratorRole.UserManager)), MediaType = "application/json",
            Body = JsonSerializer.SerializeToUtf8Bytes(new { username = TestServer.Unique() }),
        }, cause);
        Assert.Equal(200, made.Status);
        var id = JsonDocument.Parse(made.Body).RootElement.GetProperty("id").GetString();
        var payload = (await Server.InDatabaseAsync(db => db.Audit.SingleAsync(row => row.UserId == id && row.Key == "Change.User.Created"))).Payload.ToElement();
        var actor = payload.GetProperty("actor");
        Assert.Equal(("user", owner.Id, "Ann"), (actor.GetProperty("type").GetString(), actor.GetProperty("id").GetString(), actor.GetProperty("name").GetString()));
        Assert.Equal(("192.0.2.7", "the browser of the administrator"), (payload.GetProperty("ip").GetString(), payload.GetProperty("userAgent").GetString()));
    }

    [Fact]
    public async Task Sentences_come_in_the_language_of_the_page()
    {
        var answer = await Server.Services.GetRequiredService<OwnApi>().SendAsync(
            new OwnRequest("GET", "/api/users/nobody") { TenantId = "default", Administrator = new ActingAdministrator("somebody0000", "Ann", nameof(AdministratorRole.Owner)), Language = "ko" }, new DefaultHttpContext());
        Assert.Equal(404, answer.Status);
        Assert.Contains("요", JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_is_passed_on_as_it_comes()
    {
        var user = await Server.Api.NewUserAsync(new { username = TestServer.Unique() });
        using var sink = new MemoryStream();
        var cause = new DefaultHttpContext();
        cause.Response.Body = sink;
        await Server.Services.GetRequiredService<OwnApi>().PassOnAsync(
            new OwnRequest("GET", $"/api/users/export?format=ndjson&search.id={user.Id}") { TenantId = "default", Administrator = new ActingAdministrator("somebody0000", "Ann", nameof(AdministratorRole.Owner)) }, cause);
        Assert.Equal(200, cause.Response.StatusCode);
        Assert.StartsWith("attachment;", cause.Response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Contains(user.Id, Encoding.UTF8.GetString(sink.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_nobody_stands_behind_is_a_stranger()
    {
        var answer = await Server.Services.GetRequiredService<OwnApi>().SendAsync(new OwnRequest("GET", "/api/users") { TenantId = "default" }, new DefaultHttpContext());
        Assert.Equal(401, answer.Status);
    }
}
