using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/management-misc.md 7: connectors are set up, shown, changed and taken away.</summary>
public sealed class ConnectorCrudTests(TestModeServer mode) : IClassFixture<TestModeServer>
{
    private TestServer Server => mode.Server;

    private HttpClient Api => Server.Api;

    [Fact]
    public async Task A_connector_has_the_members_of_its_factory_between_its_own()
    {
        var made = await Api.NewConnectorAsync("facebook-universal", new { clientId = "id", clientSecret = "s" });
        Assert.Equal(
            ["id", "syncProfile", "enableTokenStorage", "config", "metadata", "connectorId", "target", "name", "description", "logo", "logoDark", "readme",
                "formItems", "platform", "isTokenStorageSupported", "type", "isDemo", "extraInfo"],
            made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("facebook-universal", "facebook", "Social", "Universal"), (made["connectorId"].GetString(), made["target"].GetString(), made["type"].GetString(), made["platform"].GetString()));
        Assert.Equal(12, made.Id.Length);
        Assert.Equal("""{"clientId":"id","clientSecret":"s"}""", made["config"].GetRawText());
        Assert.Equal(("{}", "{}"), (made["metadata"].GetRawText(), made["extraInfo"].GetRawText()));
        Assert.False(made["syncProfile"].GetBoolean() || made["enableTokenStorage"].GetBoolean() || made["isDemo"].GetBoolean());
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"/api/connectors/{made.Id}")).Expect(200).Text);
        (await Api.DeleteAnswerAsync($"/api/connectors/{made.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/connectors/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"/api/connectors/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", "{}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task The_list_is_ordered_by_id_and_knows_targets()
    {
        var one = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "list-one" });
        var two = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "list-two", name = new { en = "Two" }, logo = "https://logo.example/", logoDark = (string?)null });
        var all = (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal(all.Select(row => row.GetProperty("id").GetString()).Order(StringComparer.Ordinal), all.Select(row => row.GetProperty("id").GetString()));
        Assert.Contains(all, row => row.GetProperty("id").GetString() == one.Id);
        var found = Assert.Single((await Api.GetAnswerAsync("/api/connectors?target=list-two")).Expect(200).Json.EnumerateArray());
        Assert.Equal((two.Id, "Two", "https://logo.example/"), (found.GetProperty("id").GetString(), found.GetProperty("name").GetProperty("en").GetString(), found.GetProperty("logo").GetString()));
        Assert.Empty((await Api.GetAnswerAsync("/api/connectors?target=nobody")).Expect(200).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_mail_connector_takes_the_place_of_the_one_before()
    {
        var first = await Api.NewMailConnectorAsync();
        var second = await Api.NewMailConnectorAsync("mock-email-service-alternative");
        (await Api.GetAnswerAsync($"/api/connectors/{first.Id}")).Expect(404);
        Assert.Equal("mock-email-service-alternative", (await Api.GetAnswerAsync($"/api/connectors/{second.Id}")).Expect(200)["connectorId"].GetString());
    }

    [Fact]
    public async Task Of_fifty_mail_connectors_made_at_once_one_is_left()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/connectors", new { connectorId = "http-email", config = new { endpoint = "https://mail.example/" } })));
        Assert.All(made, answer => Assert.True((int)answer.Status is 200 or 422, answer.Text));
        var left = (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Json.EnumerateArray().Where(row => row.GetProperty("type").GetString() == "Email");
        Assert.Contains(Assert.Single(left).GetProperty("id").GetString(), made.Where(answer => (int)answer.Status == 200).Select(answer => answer.Id));
    }

    [Fact]
    public async Task What_a_form_left_blank_is_not_stored()
    {
        var made = await Api.NewConnectorAsync("google-universal", new { clientId = "id", clientSecret = "s", scope = "", prompts = Array.Empty<string>(), oneTap = new { }, offlineAccess = false });
        Assert.Equal("""{"clientId":"id","clientSecret":"s","offlineAccess":false}""", made["config"].GetRawText());
        var changed = (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { config = new { clientId = "other", clientSecret = "t", scope = (string?)null } })).Expect(200);
        Assert.Equal("""{"clientId":"other","clientSecret":"t"}""", changed["config"].GetRawText());
        (await Api.PostAnswerAsync("/api/connectors", new { connectorId = "google-universal" })).Expect(422, "connector.multiple_instances_not_supported");
        (await Api.DeleteAnswerAsync($"/api/connectors/{made.Id}")).Expect(204);
    }

    [Fact]
    public async Task A_configuration_lies_sealed_in_the_database()
    {
        var secret = TestServer.Unique("secret");
        var made = await Api.NewConnectorAsync("discord-universal", new { clientId = "id", clientSecret = secret });
        var stored = await Server.InDatabaseAsync(db => db.Connectors.AsNoTracking().Where(row => row.Id == made.Id).Select(row => row.Config).SingleAsync());
        Assert.DoesNotContain(secret, stored.Cipher);
        var audit = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.Key == "Change.Connector.Created").Select(row => row.Payload).ToListAsync());
        Assert.DoesNotContain(audit, payload => payload.Text.Contains(secret, StringComparison.Ordinal));
        Assert.Contains(audit, payload => payload.Text.Contains(made.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"connectorId":"no-such-factory"}""", 422, "connector.not_found_with_connector_id")]
    [InlineData("""{"connectorId":"oauth2"}""", 400, "connector.should_specify_target")]
    [InlineData("""{"connectorId":"oidc","metadata":{"name":{"en":"x"}}}""", 400, "connector.should_specify_target")]
    [InlineData("""{"connectorId":"kakao-universal","metadata":{}}""", 400, "connector.cannot_overwrite_metadata_for_non_standard_connector")]
    [InlineData("""{"connectorId":"kakao-universal","config":{"clientId":"x"}}""", 400, "connector.invalid_config")]
    [InlineData("""{"connectorId":"simple-mail-transfer-protocol","config":{"host":"h","port":"25","fromEmail":"a@b.c","templates":[]}}""", 400, "connector.invalid_config")]
    [InlineData("""{"connectorId":"mock-email-service","config":{}}""", 400, "connector.invalid_config")]
    [InlineData("""{"connectorId":"naver-universal","enableTokenStorage":true}""", 422, "connector.token_storage_not_supported")]
    [InlineData("""{"connectorId":"http-sms","syncProfile":true}""", 422, "connector.invalid_type_for_syncing_profile")]
    [InlineData("{}", 400, "guard.invalid_input")]
    [InlineData("""{"connectorId":"http-sms","config":[]}""", 400, "guard.invalid_input")]
    [InlineData("""{"connectorId":"http-sms","syncProfile":"yes"}""", 400, "guard.invalid_input")]
    [InlineData("""{"connectorId":"oauth2","metadata":{"target":5}}""", 400, "guard.invalid_input")]
    public async Task A_connector_that_can_not_be_is_refused_and_nothing_is_stored(string body, int status, string code)
    {
        var before = (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Text;
        var answer = (await Api.PostAnswerAsync("/api/connectors", body)).Expect(status, code);
        if (code == "connector.invalid_config")
        {
            Assert.NotEmpty(answer["data"].GetProperty("issues").EnumerateArray());
            Assert.NotEmpty(answer["details"].GetString()!);
        }

        Assert.Equal(before, (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Text);
    }

    [Fact]
    public async Task Without_a_configuration_none_is_checked()
    {
        var made = await Api.NewConnectorAsync("apple-universal");
        Assert.Equal("{}", made["config"].GetRawText());
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { config = new { teamId = "x" } })).Expect(400, "connector.invalid_config");
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", "{}")).Expect(422, "entity.invalid_input");
        Assert.True((await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { syncProfile = true })).Expect(200)["syncProfile"].GetBoolean());
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { metadata = new { name = new { en = "x" } } })).Expect(400, "connector.cannot_overwrite_metadata_for_non_standard_connector");
    }

    [Fact]
    public async Task A_target_stays_and_belongs_to_one_connector_of_a_platform()
    {
        var made = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "stays", name = new { en = "Stays" } });
        var taken = (await Api.PostAnswerAsync("/api/connectors", new { connectorId = "oidc", metadata = new { target = "stays" } })).Expect(422, "connector.multiple_target_with_same_platform");
        Assert.Equal(("oauth2", "Stays"), (taken["data"].GetProperty("connectorId").GetString(), taken["data"].GetProperty("connectorName").GetProperty("en").GetString()));
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { metadata = new { target = "moves" } })).Expect(400, "connector.can_not_modify_target");
        (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { metadata = new { name = new { en = "x" } } })).Expect(400, "connector.can_not_modify_target");
        var changed = (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { metadata = new { target = "stays", name = new { en = "New" } } })).Expect(200);
        Assert.Equal("""{"target":"stays","name":{"en":"New"}}""", changed["metadata"].GetRawText());
    }

    [Fact]
    public async Task Of_connectors_that_take_one_target_at_once_one_wins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/connectors", new { connectorId = "oauth2", config = ConnectorCalls.OAuth, metadata = new { target = "race" } })));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "connector.multiple_target_with_same_platform"));
    }

    [Fact]
    public async Task An_id_can_be_chosen_once()
    {
        var id = TestServer.Unique("my-connector-");
        var body = new { connectorId = "oauth2", id, metadata = new { target = id } };
        Assert.Equal(id, (await Api.PostAnswerAsync("/api/connectors", body)).Expect(200).Id);
        (await Api.PostAnswerAsync("/api/connectors", new { connectorId = "oauth2", id, metadata = new { target = id + "2" } })).Expect(422, "entity.unique_integrity_violation");
    }

    [Fact]
    public async Task Token_storage_and_mail_profiles_are_refused_on_change_too()
    {
        var social = await Api.NewConnectorAsync("line-universal", new { clientId = "i", clientSecret = "s" });
        (await Api.PatchAnswerAsync($"/api/connectors/{social.Id}", new { enableTokenStorage = true })).Expect(422, "connector.token_storage_not_supported");
        (await Api.PatchAnswerAsync($"/api/connectors/{social.Id}", new { enableTokenStorage = false })).Expect(200);
        var sms = await Api.NewSmsConnectorAsync();
        (await Api.PatchAnswerAsync($"/api/connectors/{sms.Id}", new { syncProfile = true })).Expect(422, "connector.invalid_type_for_syncing_profile");
    }

    [Fact]
    public async Task A_row_of_a_kind_that_this_server_does_not_have_is_not_there()
    {
        var made = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "of-another-version" });
        await Server.InDatabaseAsync(db => db.Connectors.Where(row => row.Id == made.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FactoryId, "gone")));
        (await Api.GetAnswerAsync($"/api/connectors/{made.Id}")).Expect(404, "entity.not_found");
        Assert.DoesNotContain(made.Id, (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Text);
    }

    [Fact]
    public async Task Nobody_of_another_tenant_sees_a_connector()
    {
        var made = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "mine" });
        var other = await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, $"/api/connectors/{made.Id}", null, ("development-user-id", "somebody"));
        other.Expect(404, "entity.not_found");
        Assert.Equal("[]", (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/connectors", null, ("development-user-id", "somebody"))).Expect(200).Text);
    }
}

/// <summary>contract/management-misc.md 7: what the sign-in experience loses with a connector.</summary>
public sealed class DeleteConnectorTests(TestModeServer mode) : IClassFixture<TestModeServer>
{
    private HttpClient Api => mode.Server.Api;

    [Fact]
    public async Task A_social_connector_leaves_the_sign_in_page()
    {
        var made = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "leaves" });
        await SetAsync(row => row.SocialSignInConnectorTargets = JsonText.Strings("stays", "leaves"));
        (await Api.DeleteAnswerAsync($"/api/connectors/{made.Id}")).Expect(204);
        var row = await mode.Server.InDatabaseAsync(db => db.SignInExperiences.AsNoTracking().SingleAsync());
        Assert.Equal("""["stays"]""", row.SocialSignInConnectorTargets.Text);
    }

    [Fact]
    public async Task Sign_in_pages_show_the_connectors_that_the_experience_names()
    {
        var made = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "shown", name = new { en = "Shown" } });
        await SetAsync(row => row.SocialSignInConnectorTargets = JsonText.Strings("shown", "nobody"));
        var shown = (await mode.Server.Anonymous.GetAnswerAsync("/api/.well-known/sign-in-exp")).Expect(200)["socialConnectors"];
        var connector = Assert.Single(shown.EnumerateArray());
        Assert.Equal((made.Id, "shown", """{"en":"Shown"}"""), (connector.GetProperty("id").GetString(), connector.GetProperty("target").GetString(), connector.GetProperty("name").GetRawText()));
        Assert.False(connector.TryGetProperty("config", out _));
    }

    [Fact]
    public async Task The_last_way_back_after_an_expired_password_stays()
    {
        var mail = await Api.NewMailConnectorAsync();
        var sms = await Api.NewSmsConnectorAsync();
        await SetAsync(row => (row.PasswordExpiration, row.ForgotPasswordMethods) =
            (JsonText.FromStored("""{"enabled":true,"validPeriodDays":30}"""), JsonText.Strings("EmailVerificationCode")));
        (await Api.DeleteAnswerAsync($"/api/connectors/{sms.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/connectors/{mail.Id}")).Expect(422, "sign_in_experiences.password_expiration_requires_forgot_password");
        (await Api.GetAnswerAsync($"/api/connectors/{mail.Id}")).Expect(200);
        var another = await Api.NewMailConnectorAsync();
        await SetAsync(row => row.PasswordExpiration = JsonText.FromStored("""{"enabled":false}"""));
        (await Api.DeleteAnswerAsync($"/api/connectors/{another.Id}")).Expect(204);
    }

    private async Task SetAsync(Action<Experience> change)
    {
        await mode.Server.InDatabaseAsync(async db =>
        {
            change(await db.SignInExperiences.SingleAsync());
            return await db.SaveChangesAsync();
        });
        mode.Server.Forget();
    }
}
