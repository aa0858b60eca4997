using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 4: the configuration of just-in-time provisioning.</summary>
public sealed class JustInTimeTests : ServerTest
{
    [Fact]
    public async Task Email_domains_are_kept_as_they_are_sent()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/jit/email-domains";
        Assert.Equal($$"""{"tenantId":"default","organizationId":"{{organization}}","emailDomain":"B.Test"}""", (await Api.PostAnswerAsync(path, new { emailDomain = "B.Test" })).Expect(201).Text);
        (await Api.PostAnswerAsync(path, new { emailDomain = "b.test" })).Expect(201);
        (await Api.PostAnswerAsync(path, new { emailDomain = "a b/회사" })).Expect(201);
        (await Api.PostAnswerAsync(path, new { emailDomain = "b.test" })).Expect(422, "entity.unique_integrity_violation");
        var whole = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal((3, (string?)null), (whole.Json.GetArrayLength(), whole.Header("Total-Number")));
        Assert.Equal("3", (await Api.GetAnswerAsync(path + "?page=1&page_size=1")).Expect(200).Header("Total-Number"));

        (await Api.DeleteAnswerAsync($"{path}/{Uri.EscapeDataString("a b/회사")}")).Expect(204);
        (await Api.DeleteAnswerAsync(path + "/B.TEST")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, new { emailDomains = (string[])["c.test", "b.test"] })).Expect(204);
        Assert.Equal(["b.test", "c.test"], await Api.ListedAsync(path, "emailDomain"));
        (await Api.PutAnswerAsync(path, new { emailDomains = (string[])["d.test", "d.test"] })).Expect(422, "entity.unique_integrity_violation");
        Assert.Equal(["b.test", "c.test"], await Api.ListedAsync(path, "emailDomain"));
        (await Api.PutAnswerAsync(path, new { emailDomains = (string[])[] })).Expect(204);
        Assert.Empty(await Api.ListedAsync(path, "emailDomain"));
    }

    [Fact]
    public async Task Email_domains_of_nowhere_and_those_that_do_not_fit_are_refused()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/jit/email-domains";
        (await Api.PostAnswerAsync("/api/organizations/nowhere/jit/email-domains", new { emailDomain = "a.test" })).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PutAnswerAsync("/api/organizations/nowhere/jit/email-domains", new { emailDomains = (string[])["a.test"] })).Expect(422, "entity.relation_foreign_key_not_found");
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/organizations/nowhere/jit/email-domains")).Expect(200).Text);
        foreach (var bad in (object[])["{}", new { emailDomain = "" }, new { emailDomain = new string('d', 129) }, """{"emailDomain":null}"""])
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        foreach (var bad in (object[])["{}", new { emailDomains = (string[])[""] }, """{"emailDomains":"a.test"}"""])
            (await Api.PutAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Default_roles_may_be_of_any_type()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/jit/roles";
        var (a, b) = (await Server.NewTemplateRoleAsync(name: "a" + TestServer.Unique()), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, "b" + TestServer.Unique()));
        object Ids(params string[] organizationRoleIds) => new { organizationRoleIds };
        Assert.Equal("Created", (await Api.PostAnswerAsync(path, Ids(b.Id, b.Id))).Expect(201).Text);
        (await Api.PostAnswerAsync(path, Ids(a.Id, b.Id))).Expect(201);
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal($$"""{"tenantId":"default","id":"{{b.Id}}","name":"{{b.Name}}","description":null,"type":"MachineToMachine"}""", list.Json[1].GetRawText());
        Assert.Equal("2", (await Api.GetAnswerAsync(path + "?page_size=1")).Expect(200).Header("Total-Number"));
        (await Api.PutAnswerAsync(path, Ids(a.Id))).Expect(204);
        (await Api.PutAnswerAsync(path, Ids(b.Id, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path, Ids("unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        Assert.Equal([a.Id], await Api.ListedAsync(path));
        (await Api.DeleteAnswerAsync($"{path}/{a.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{a.Id}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, Ids(a.Id))).Expect(204);
        (await Api.PutAnswerAsync(path, Ids())).Expect(204);
        Assert.Empty(await Api.ListedAsync(path));
        (await Api.PostAnswerAsync(path, Ids())).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/organizations/nowhere/jit/roles")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync("/api/organizations/nowhere/jit/roles", Ids(a.Id))).Expect(422, "entity.relation_foreign_key_not_found");
    }

    [Fact]
    public async Task Enterprise_connectors_are_shown_as_rows_and_gone_when_they_are_deleted()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/jit/sso-connectors";
        async Task<Answer> ConnectAsync() => (await Api.PostAnswerAsync("/api/sso-connectors", new { providerName = "SAML", connectorName = TestServer.Unique("sso") })).Expect(200);
        object Ids(params string[] ssoConnectorIds) => new { ssoConnectorIds };
        var (one, two) = (await ConnectAsync(), await ConnectAsync());
        Assert.Equal("Created", (await Api.PostAnswerAsync(path, Ids(one.Id, one.Id))).Expect(201).Text);
        (await Api.PostAnswerAsync(path, Ids(two.Id, one.Id))).Expect(201);
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal([one.Text, two.Text], list.Json.EnumerateArray().Select(row => row.GetRawText()));
        Assert.Equal("2", (await Api.GetAnswerAsync(path + "?page=1&page_size=1")).Expect(200).Header("Total-Number"));
        (await Api.PutAnswerAsync(path, Ids(two.Id))).Expect(204);
        (await Api.PutAnswerAsync(path, Ids(one.Id, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path, Ids("unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        Assert.Equal([two.Id], await Api.ListedAsync(path));
        (await Api.DeleteAnswerAsync("/api/sso-connectors/" + two.Id)).Expect(204);
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
        (await Api.PutAnswerAsync(path, Ids(one.Id))).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{one.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{one.Id}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, Ids())).Expect(204);
        (await Api.PostAnswerAsync(path, Ids())).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/organizations/nowhere/jit/sso-connectors")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync("/api/organizations/nowhere/jit/sso-connectors", Ids(one.Id))).Expect(422, "entity.relation_foreign_key_not_found");
    }
}
