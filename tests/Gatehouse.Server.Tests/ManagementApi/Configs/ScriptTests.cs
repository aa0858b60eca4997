using Gatehouse.Server.Tenants;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Configs;

/// <summary>contract/management-misc.md 3, JWT customizers and actions: each test has a server, for a tenant has one script of each kind.</summary>
public sealed class ScriptTests
{
    private const string Customizers = "/api/configs/jwt-customizer";
    private const string Actions = "/api/configs/actions";

    [Theory]
    [InlineData("access-token", "jwt.accessToken", """{"script":"s","environmentVariables":{"KEY":"the-credential"},"contextSample":{"user":{"id":"u"},"organization":{}},"tokenSample":{"jti":"j"},"blockIssuanceOnError":true}""")]
    [InlineData("client-credentials", "jwt.clientCredentials", """{"script":"","contextSample":{"application":{"id":"a"}}}""")]
    public async Task A_customizer_is_stored_as_it_was_sent(string type, string key, string body)
    {
        await using var server = await TestServer.StartAsync();
        var path = $"{Customizers}/{type}";
        (await server.Api.GetAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
        (await server.Api.PatchAnswerAsync(path, """{"script":"s"}""")).Expect(404, "entity.not_exists_with_id");
        (await server.Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.Equal("[]", (await server.Api.GetAnswerAsync(Customizers)).Expect(200).Text);

        Assert.Equal("""{"script":"first"}""", (await server.Api.PutAnswerAsync(path, """{"script":"first"}""")).Expect(201).Text);
        Assert.Equal(body, (await server.Api.PutAnswerAsync(path, body)).Expect(200).Text);
        Assert.Equal(body, (await server.Api.GetAnswerAsync(path)).Expect(200).Text);
        Assert.Equal($$$"""[{"key":"{{{key}}}","value":{{{body}}}}]""", (await server.Api.GetAnswerAsync(Customizers)).Text);
        var merged = (await server.Api.PatchAnswerAsync(path, """{"script":"new","tokenSample":{"aud":"a"}}""")).Expect(200);
        Assert.Equal(("new", """{"aud":"a"}"""), (merged["script"].GetString(), merged["tokenSample"].GetRawText()));
        Assert.True(merged.Json.TryGetProperty("contextSample", out _));
        (await server.Api.PatchAnswerAsync(path, "{}")).Expect(400, "guard.invalid_input");
        (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(200);
        (await server.Api.DeleteAnswerAsync(path)).Expect(204);
        (await server.Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
    }

    [Theory]
    [InlineData("access-token", "{}")]
    [InlineData("access-token", """{"script":null}""")]
    [InlineData("access-token", """{"script":"s","other":1}""")]
    [InlineData("access-token", """{"script":"s","environmentVariables":{"A":1}}""")]
    [InlineData("access-token", """{"script":"s","contextSample":{}}""")]
    [InlineData("access-token", """{"script":"s","contextSample":{"user":"u"}}""")]
    [InlineData("client-credentials", """{"script":"s","contextSample":{"application":1}}""")]
    [InlineData("client-credentials", """{"script":"s","tokenSample":[]}""")]
    [InlineData("client-credentials", """{"script":"s","blockIssuanceOnError":"yes"}""")]
    [InlineData("id-token", """{"script":"s"}""")]
    public async Task A_customizer_of_another_shape_is_refused(string type, string body)
    {
        var server = await SharedServer.GetAsync();
        (await server.Api.PutAnswerAsync($"{Customizers}/{type}", body)).Expect(400, "guard.invalid_input");
        (await server.Api.PatchAnswerAsync($"{Customizers}/{type}", body)).Expect(400, "guard.invalid_input");
        if (type == "id-token")
        {
            (await server.Api.GetAnswerAsync($"{Customizers}/{type}")).Expect(400, "guard.invalid_input");
            (await server.Api.DeleteAnswerAsync($"{Customizers}/{type}")).Expect(400, "guard.invalid_input");
        }
    }

    [Fact]
    public async Task An_action_is_stored_as_it_was_sent_and_changes_in_part()
    {
        await using var server = await TestServer.StartAsync();
        const string path = Actions + "/action.postSignIn";
        const string body = """{"script":"s","environmentVariables":{"KEY":"the-credential"},"contextSample":[1,null],"enabled":true,"onExecutionError":"block"}""";
        (await server.Api.GetAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
        (await server.Api.PatchAnswerAsync(path, """{"enabled":true}""")).Expect(404, "entity.not_exists_with_id");
        (await server.Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.Equal(body, (await server.Api.PutAnswerAsync(path, body)).Expect(201).Text);
        Assert.Equal("""{"script":"t"}""", (await server.Api.PutAnswerAsync(path, """{"script":"t"}""")).Expect(200).Text);
        Assert.Equal("""{"script":"t","contextSample":null}""", (await server.Api.PatchAnswerAsync(path, """{"contextSample":null}""")).Expect(200).Text);
        (await server.Api.PutAnswerAsync(Actions + "/action.postFirstFactorVerification", body)).Expect(201);
        Assert.Equal(
            $$$"""[{"key":"action.postFirstFactorVerification","value":{{{body}}}},{"key":"action.postSignIn","value":{"script":"t","contextSample":null}}]""",
            (await server.Api.GetAnswerAsync(Actions)).Expect(200).Text);
        Assert.Equal("[]", (await server.Api.GetAnswerAsync(Customizers)).Text);
        foreach (var bad in (string[])["""{"script":1}""", """{"other":1}""", """{"enabled":1}""", """{"onExecutionError":"stop"}""", """{"environmentVariables":[]}"""])
            (await server.Api.PatchAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        (await server.Api.PutAnswerAsync(path, "{}")).Expect(400, "guard.invalid_input");
        (await server.Api.PutAnswerAsync(Actions + "/action.other", """{"script":"s"}""")).Expect(400, "guard.invalid_input");
        (await server.Api.GetAnswerAsync(Actions + "/action.other")).Expect(400, "guard.invalid_input");
        (await server.Api.DeleteAnswerAsync(path)).Expect(204);
    }

    [Fact]
    public async Task Credentials_of_a_script_are_neither_stored_nor_audited_in_clear()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.PutAnswerAsync(Customizers + "/access-token", """{"script":"the-script","environmentVariables":{"KEY":"the-credential"}}""")).Expect(201);
        var (stored, audited) = await server.InDatabaseAsync(async db => (
            (await db.TenantScripts.AsNoTracking().SingleAsync()).Definition.Cipher, (await db.Audit.SingleAsync(row => row.Key == "Change.Script.Replaced")).Payload.Text));
        foreach (var text in (string[])[stored, audited]) Assert.DoesNotContain("the-credential", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_script_is_run()
    {
        var server = await SharedServer.GetAsync();
        const string customizer = """{"tokenType":"access-token","script":"s","environmentVariables":{},"token":{},"context":{}}""";
        const string action = """{"script":"s","actionType":"action.postSignIn","event":null}""";
        (await server.Api.PostAnswerAsync(Customizers + "/test", customizer)).Expect(501, "jwt_customizer.not_available");
        (await server.Api.PostAnswerAsync(Actions + "/test", action)).Expect(501, "action.not_available");
        foreach (var bad in (string[])["{}", customizer.Replace(""","context":{}""", "", StringComparison.Ordinal), customizer.Replace("access-token", "id-token", StringComparison.Ordinal)])
            (await server.Api.PostAnswerAsync(Customizers + "/test", bad)).Expect(400, "guard.invalid_input");
        foreach (var bad in (string[])["{}", action.Replace(""","event":null""", "", StringComparison.Ordinal), action.Replace("postSignIn", "other", StringComparison.Ordinal)])
            (await server.Api.PostAnswerAsync(Actions + "/test", bad)).Expect(400, "guard.invalid_input");
    }
}
