using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Hooks;

/// <summary>contract/management-webhooks.md 1. The events used here never happen, so nothing is delivered.</summary>
public sealed class HookCrudTests : ServerTest
{
    private const string Config = """{"url":"https://receiver.test/"}""";

    [Fact]
    public async Task A_hook_has_every_column_in_order()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", """{"events":["PostSignIn"],"config":{"url":"https://receiver.test/"}}""")).Expect(201);
        Assert.Equal(["tenantId", "id", "name", "event", "events", "config", "signingKey", "enabled", "createdAt"], Names(hook.Json));
        Assert.Equal("default", hook["tenantId"].GetString());
        Assert.Matches("^[0-9a-z]{21}$", hook.Id);
        Assert.Equal("", hook["name"].GetString());
        Assert.Equal(JsonValueKind.Null, hook["event"].ValueKind);
        Assert.Equal("""["PostSignIn"]""", hook["events"].GetRawText());
        Assert.Equal(Config, hook["config"].GetRawText());
        Assert.Matches("^[0-9a-zA-Z]{32}$", hook["signingKey"].GetString());
        Assert.True(hook["enabled"].GetBoolean());
        Assert.Equal(hook.Text, (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(200).Text);
    }

    [Fact]
    public async Task The_legacy_event_stands_alone()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", $$"""{"event":"PostRegister","config":{{Config}}}""")).Expect(201);
        Assert.Equal("PostRegister", hook["event"].GetString());
        Assert.Equal("[]", hook["events"].GetRawText());
    }

    [Fact]
    public async Task Every_event_of_the_contract_is_known_and_repetitions_are_dropped()
    {
        Assert.Equal(29, HookEvents.Contract.Count);
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { events = HookEvents.All.Concat(HookEvents.All), config = new { url = "" }, enabled = false })).Expect(201);
        Assert.Equal(HookEvents.All, hook["events"].EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public async Task What_the_server_decides_is_ignored_and_unknown_members_of_the_config_are_dropped()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", """
            {"id":"mine","tenantId":"admin","signingKey":"mine","createdAt":1,"name":"n","enabled":false,"events":["PostSignIn"],
             "config":{"url":"not a url","headers":{"a":"b"},"retries":1.5,"more":true}}
            """)).Expect(201);
        Assert.NotEqual("mine", hook.Id);
        Assert.Equal("default", hook["tenantId"].GetString());
        Assert.NotEqual("mine", hook["signingKey"].GetString());
        Assert.NotEqual(1, hook["createdAt"].GetInt64());
        Assert.False(hook["enabled"].GetBoolean());
        var config = hook["config"];
        Assert.Equal(["headers", "retries", "url"], Names(config).Order());
        Assert.Equal(1.5, config.GetProperty("retries").GetDouble());
    }

    [Theory]
    [InlineData("{}", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG}""", "hook.missing_events")]
    [InlineData("""{"config":CONFIG,"event":null}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"event":"User.Exploded"}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"event":["PostSignIn"]}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"events":[]}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"events":null}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"events":"PostSignIn"}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"events":["PostSignIn","postsignin"]}""", "guard.invalid_input")]
    [InlineData("""{"config":CONFIG,"events":[null]}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"]}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":null}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":"https://receiver.test"}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":1}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"u","headers":[]}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"u","headers":{"a":1}}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"u","retries":4}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"u","retries":-1}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"u","retries":"1"}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":{"url":"\u0000"}}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":CONFIG,"name":""}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":CONFIG,"name":null}""", "guard.invalid_input")]
    [InlineData("""{"events":["PostSignIn"],"config":CONFIG,"enabled":"yes"}""", "guard.invalid_input")]
    public async Task Bad_input_makes_no_hook(string body, string code) =>
        (await Api.PostAnswerAsync("/api/hooks", body.Replace("CONFIG", Config))).Expect(400, code);

    [Fact]
    public async Task A_name_has_at_most_256_characters()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { name = new string('n', 256), @event = "PostSignIn", config = new { url = "" } })).Expect(201);
        (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", new { name = new string('n', 257) })).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_change_replaces_what_is_sent_and_the_config_as_a_whole()
    {
        var hook = await AddAsync();
        var changed = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", """{"config":{"url":"https://other.test"},"signingKey":"mine","id":"mine"}""")).Expect(200);
        Assert.Equal("""{"url":"https://other.test"}""", changed["config"].GetRawText());
        Assert.Equal(hook.Id, changed.Id);
        Assert.Equal(hook["signingKey"].GetString(), changed["signingKey"].GetString());
        Assert.Equal("before", changed["name"].GetString());

        changed = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", """{"name":"after","event":"PostRegister","events":["PostSignIn","PostSignIn"],"enabled":false}""")).Expect(200);
        Assert.Equal(("after", "PostRegister", """["PostSignIn"]""", false),
            (changed["name"].GetString(), changed["event"].GetString(), changed["events"].GetRawText(), changed["enabled"].GetBoolean()));
        changed = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", """{"event":null}""")).Expect(200);
        Assert.Equal(JsonValueKind.Null, changed["event"].ValueKind);
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Text);
    }

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"event":"Nonsense"}""")]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":null}""")]
    [InlineData("""{"config":null}""")]
    [InlineData("""{"config":{"headers":{}}}""")]
    [InlineData("""{"enabled":null}""")]
    public async Task Bad_input_changes_nothing(string body)
    {
        var hook = await AddAsync();
        (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", body)).Expect(400, "guard.invalid_input");
        Assert.Equal(hook.Text, (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Text);
    }

    [Fact]
    public async Task Nothing_to_change_is_refused_whether_the_hook_exists_or_not()
    {
        var hook = await AddAsync();
        foreach (var id in (string[])[hook.Id, "unknown"])
        {
            (await Api.PatchAnswerAsync($"/api/hooks/{id}", "{}")).Expect(422, "entity.invalid_input");
            (await Api.PatchAnswerAsync($"/api/hooks/{id}", """{"signingKey":"mine"}""")).Expect(422, "entity.invalid_input");
        }
    }

    [Fact]
    public async Task A_rotated_signing_key_is_another_one()
    {
        var hook = await AddAsync();
        var rotated = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}/signing-key")).Expect(200);
        Assert.Equal(Names(hook.Json), Names(rotated.Json));
        Assert.Matches("^[0-9a-zA-Z]{32}$", rotated["signingKey"].GetString());
        Assert.NotEqual(hook["signingKey"].GetString(), rotated["signingKey"].GetString());
        Assert.Equal(rotated.Text, (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Text);
    }

    [Fact]
    public async Task An_unknown_hook_has_a_code_for_each_verb()
    {
        const string unknown = "/api/hooks/unknown";
        (await Api.GetAnswerAsync(unknown)).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync(unknown, """{"name":"n"}""")).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync(unknown + "/signing-key")).Expect(404, "entity.not_exists");
        (await Api.DeleteAnswerAsync(unknown)).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(unknown + "/test", $$"""{"events":["PostSignIn"],"config":{{Config}}}""")).Expect(404, "entity.not_exists_with_id");
        Assert.Equal("[]", (await Api.GetAnswerAsync(unknown + "/recent-logs")).Expect(200).Text);
    }

    [Fact]
    public async Task A_deleted_hook_is_gone()
    {
        var hook = await AddAsync();
        Assert.Equal("", (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(204).Text);
        (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task Statistics_come_last_for_any_text_but_the_empty_one()
    {
        var hook = await AddAsync();
        foreach (var (query, isThere) in new[] { ("", false), ("?includeExecutionStats=", false), ("?includeExecutionStats=false", true), ("?includeExecutionStats=1", true) })
        {
            var found = (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}{query}")).Expect(200);
            Assert.Equal(isThere, Names(found.Json).Last() == "executionStats");
            if (isThere) Assert.Equal("""{"successCount":0,"requestCount":0}""", found["executionStats"].GetRawText());
        }
    }

    [Fact]
    public async Task Neither_the_signing_key_nor_the_receivers_credentials_are_stored_or_audited_in_clear()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", """{"events":["PostSignIn"],"config":{"url":"https://u.test/path-secret","headers":{"authorization":"header-secret"}}}""")).Expect(201);
        var rotated = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}/signing-key")).Expect(200);
        var (stored, audited) = await Server.InDatabaseAsync(async db => (
            (await db.Hooks.SingleAsync(row => row.Id == hook.Id)).SigningKey.Cipher,
            (await db.Audit.Where(row => row.Key.StartsWith("Change.Hook.")).ToListAsync()).Where(row => row.Payload.Text.Contains(hook.Id)).ToList()));
        Assert.Equal(["Change.Hook.Created", "Change.Hook.SigningKeyRotated"], audited.OrderBy(row => row.CreatedAt).Select(row => row.Key));
        foreach (var text in audited.Select(row => row.Payload.Text).Append(stored).Concat(Server.Log.Lines))
        {
            Assert.DoesNotContain(hook["signingKey"].GetString()!, text);
            Assert.DoesNotContain(rotated["signingKey"].GetString()!, text);
            Assert.DoesNotContain("path-secret", text);
            Assert.DoesNotContain("header-secret", text);
        }
    }

    [Fact]
    public async Task Hooks_of_one_tenant_are_invisible_to_another()
    {
        var hook = await AddAsync();
        Assert.False(await Server.InDatabaseAsync(db => db.Hooks.AnyAsync(row => row.Id == hook.Id), "admin"));
        (await Server.Anonymous.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(401, "auth.authorization_header_missing");
    }

    private async Task<Answer> AddAsync() =>
        (await Api.PostAnswerAsync("/api/hooks", """{"name":"before","events":["PostSignIn"],"config":{"url":"https://receiver.test","headers":{"a":"b"}}}""")).Expect(201);

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
