using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Settings;

/// <summary>contract/management-misc.md 5, the account centre.</summary>
public sealed class AccountCenterTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/api/account-center";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task Settings_are_replaced_and_public()
    {
        Assert.Equal(
            """{"tenantId":"default","id":"default","enabled":false,"fields":{},"webauthnRelatedOrigins":[],"deleteAccountUrl":null,"customCss":null,"profileFields":null}""",
            (await Api.GetAnswerAsync(Path)).Expect(200).Text);
        Assert.Equal("""{"origins":[]}""", (await own.Server.Anonymous.GetAnswerAsync("/.well-known/webauthn")).Expect(200).Text);

        (await Api.PatchAnswerAsync(Path, """{"fields":{"name":"Edit","email":"Off"}}""")).Expect(200);
        var changed = (await Api.PatchAnswerAsync(Path, """
            {"enabled":true,"fields":{"session":"ReadOnly","shoes":"Edit"},"webauthnRelatedOrigins":["https://a.test","not an origin"],
             "deleteAccountUrl":"https://a.test/bye","customCss":"p{}","tenantId":"admin","id":"x"}
            """)).Expect(200);
        Assert.Equal(
            """{"tenantId":"default","id":"default","enabled":true,"fields":{"session":"ReadOnly"},"webauthnRelatedOrigins":["https://a.test","not an origin"],"deleteAccountUrl":"https://a.test/bye","customCss":"p{}","profileFields":null}""",
            changed.Text);
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync(Path)).Text);
        Assert.Equal(changed.Text, (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/account-center")).Expect(200).Text);
        Assert.Equal("""{"origins":["https://a.test","not an origin"]}""", (await own.Server.Anonymous.GetAnswerAsync("/.well-known/webauthn")).Expect(200).Text);
        (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/webauthn")).Expect(404);

        foreach (var body in (string[])["""{"enabled":1}""", """{"fields":{"name":"Sometimes"}}""", """{"fields":null}""", """{"webauthnRelatedOrigins":[1]}""",
            """{"deleteAccountUrl":"ftp://a.test"}""", """{"deleteAccountUrl":"javascript:x"}""", """{"profileFields":[1]}"""])
            (await Api.PatchAnswerAsync(Path, body)).Expect(400, "guard.invalid_input");
        (await Api.PatchAnswerAsync(Path, "{}")).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync(Path, """{"profileFields":[{"name":"hat"}]}""")).Expect(400, "custom_profile_fields.entity_not_exists_with_names");
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync(Path)).Text);

        (await Api.PostAnswerAsync("/api/custom-profile-fields", """{"name":"hat","type":"Text","required":false}""")).Expect(201);
        Assert.Equal("""[{"name":"hat"}]""", (await Api.PatchAnswerAsync(Path, """{"profileFields":[{"name":"hat"}],"deleteAccountUrl":""}""")).Expect(200)["profileFields"].GetRawText());
        (await Api.DeleteAnswerAsync("/api/custom-profile-fields/hat")).Expect(204);
        var emptied = (await Api.GetAnswerAsync(Path)).Expect(200);
        Assert.Equal(("[]", "null"), (emptied["profileFields"].GetRawText(), emptied["deleteAccountUrl"].GetRawText()));
    }

    [Fact]
    public async Task The_admin_tenant_has_everything_but_sessions_and_passkeys() => Assert.Equal(
        """{"tenantId":"admin","id":"default","enabled":true,"fields":{"name":"Edit","avatar":"Edit","profile":"Edit","email":"Edit","phone":"Edit","password":"Edit","username":"Edit","social":"Edit","customData":"Edit","mfa":"Edit"},"webauthnRelatedOrigins":[],"deleteAccountUrl":null,"customCss":null,"profileFields":[{"name":"name"},{"name":"avatar"}]}""",
        (await own.Server.AdminApi.GetAnswerAsync("/api/.well-known/account-center")).Expect(200).Text);
}
