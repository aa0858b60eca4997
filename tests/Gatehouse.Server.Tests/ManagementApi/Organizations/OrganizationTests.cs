using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 1: making, reading, changing and deleting.</summary>
public sealed class OrganizationTests : ServerTest
{
    private const string All = "/api/organizations";

    [Fact]
    public async Task With_a_name_alone_the_rest_has_its_defaults_in_the_order_of_the_row()
    {
        var made = (await Api.PostAnswerAsync(All, """{"name":"홍 Co","id":"mine","createdAt":1,"tenantId":"admin"}""")).Expect(201);
        Assert.Equal(
            $$$"""{"tenantId":"default","id":"{{{made.Id}}}","name":"홍 Co","description":null,"customData":{},"isMfaRequired":false,"color":{},"branding":{},"customCss":null,"createdAt":{{{made["createdAt"]}}}}""",
            made.Text);
        Assert.Matches("^[0-9a-z]{12}$", made.Id);
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"{All}/{made.Id}")).Expect(200).Text);
        Assert.NotEqual(made.Id, (await Api.PostAnswerAsync(All, """{"name":"홍 Co"}""")).Expect(201).Id);
    }

    [Fact]
    public async Task Everything_can_be_set_and_unknown_members_of_branding_are_dropped()
    {
        const string body = """
            {"name":"n","description":"d","customData":{"a":[1]},"isMfaRequired":true,"color":{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#A1b2C3"},
            "branding":{"logoUrl":"https://a.test/l.png","darkLogoUrl":"https://a.test/d","favicon":"https://a.test/f","darkFavicon":"https://a.test/g","other":1},"customCss":"a{}"}
            """;
        var made = (await Api.PostAnswerAsync(All, body)).Expect(201);
        Assert.Equal("""{"a":[1]}""", made["customData"].GetRawText());
        Assert.Equal("""{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#A1b2C3"}""", made["color"].GetRawText());
        Assert.Equal(["logoUrl", "darkLogoUrl", "favicon", "darkFavicon"], made["branding"].EnumerateObject().Select(member => member.Name));
        Assert.Equal(("d", true, "a{}"), (made["description"].GetString(), made["isMfaRequired"].GetBoolean(), made["customCss"].GetString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":"n","customData":null}""")]
    [InlineData("""{"name":"n","customData":[]}""")]
    [InlineData("""{"name":"n","isMfaRequired":"true"}""")]
    [InlineData("""{"name":"n","color":{"primaryColor":"red"}}""")]
    [InlineData("""{"name":"n","color":{"primaryColor":"#abcd"}}""")]
    [InlineData("""{"name":"n","color":{"isDarkModeEnabled":1}}""")]
    [InlineData("""{"name":"n","branding":{"logoUrl":""}}""")]
    [InlineData("""{"name":"n","branding":{"favicon":"not a url"}}""")]
    [InlineData("""{"name":"n","branding":{"darkLogoUrl":null}}""")]
    [InlineData("""{"name":"n","customCss":{}}""")]
    public async Task What_does_not_fit_is_refused_on_create_and_on_change(string body)
    {
        (await Api.PostAnswerAsync(All, body)).Expect(400, "guard.invalid_input");
        if (body == "{}") return;
        var organization = await Api.NewOrganizationAsync("kept");
        (await Api.PatchAnswerAsync($"{All}/{organization}", body)).Expect(400, "guard.invalid_input");
        Assert.Equal("kept", (await Api.GetAnswerAsync($"{All}/{organization}"))["name"].GetString());
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_refused()
    {
        (await Api.PostAnswerAsync(All, new { name = new string('n', 129) })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(All, new { name = "n", description = new string('d', 257) })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(All, new { name = new string('n', 128), description = new string('d', 256) })).Expect(201);
    }

    [Fact]
    public async Task A_change_replaces_what_is_sent_json_as_a_whole()
    {
        var path = $"{All}/{(await Api.PostAnswerAsync(All, """{"name":"a","description":"d","customData":{"a":1,"b":2},"color":{"primaryColor":"#abc"},"customCss":"a{}"}""")).Expect(201).Id}";
        var changed = (await Api.PatchAnswerAsync(path, """{"customData":{"c":3},"color":{"isDarkModeEnabled":false},"description":"","customCss":null,"id":"other"}""")).Expect(200);
        Assert.Equal("""{"c":3}""", changed["customData"].GetRawText());
        Assert.Equal("""{"isDarkModeEnabled":false}""", changed["color"].GetRawText());
        Assert.Equal(("null", "null", "a"), (changed["description"].GetRawText(), changed["customCss"].GetRawText(), changed["name"].GetString()));
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        Assert.Equal("b", (await Api.PatchAnswerAsync(path, new { name = "b", isMfaRequired = true })).Expect(200)["name"].GetString());
    }

    [Fact]
    public async Task One_that_is_not_there_has_three_codes_and_nothing_to_change_comes_before_them()
    {
        (await Api.GetAnswerAsync(All + "/nowhere")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync(All + "/nowhere", new { name = "n" })).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync(All + "/nowhere", "{}")).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync(All + "/nowhere", """{"unknown":1}""")).Expect(422, "entity.invalid_input");
        (await Api.DeleteAnswerAsync(All + "/nowhere")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Whatever_belongs_to_an_organization_goes_with_it()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"{All}/{organization}";
        var (role, machine) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine));
        var member = await Api.NewMemberAsync(organization);
        (await Api.PostAnswerAsync($"{path}/users/{member}/roles", new { organizationRoleIds = (string[])[role.Id] })).Expect(201);
        var application = await Server.NewApplicationMemberAsync(organization);
        (await Api.PostAnswerAsync($"{path}/applications/{application}/roles", new { organizationRoleIds = (string[])[machine.Id] })).Expect(201);
        (await Api.PostAnswerAsync(path + "/jit/email-domains", new { emailDomain = "a.test" })).Expect(201);
        (await Api.PostAnswerAsync(path + "/jit/roles", new { organizationRoleIds = (string[])[role.Id] })).Expect(201);
        var invitation = (await Api.PostAnswerAsync("/api/organization-invitations", new
        {
            invitee = "a@b.test", organizationId = organization, organizationRoleIds = (string[])[role.Id], expiresAt = Server.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        })).Expect(201);

        (await Api.DeleteAnswerAsync(path)).Expect(204);
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync(path)).Expect(404);
        Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/users")).Expect(200).Text);
        Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/applications")).Expect(200).Text);
        Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/jit/email-domains")).Expect(200).Text);
        Assert.Equal("[]", (await Api.GetAnswerAsync($"/api/users/{member}/organizations")).Expect(200).Text);
        (await Api.GetAnswerAsync($"/api/organization-invitations/{invitation.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"/api/users/{member}")).Expect(200);
    }
}
