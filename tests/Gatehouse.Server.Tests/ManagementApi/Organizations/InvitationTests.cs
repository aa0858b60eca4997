using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ManagementApi.Organizations.InvitationCalls;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 6: making, reading and deleting invitations.</summary>
public sealed class InvitationTests : ServerTest
{
    [Fact]
    public async Task An_invitation_comes_as_a_row_with_the_names_of_its_roles()
    {
        var organization = await Api.NewOrganizationAsync();
        var inviter = await Api.NewMemberAsync(organization);
        var (b, machine) = (await Server.NewTemplateRoleAsync(name: "b" + TestServer.Unique()), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, "a" + TestServer.Unique()));
        var expiresAt = Server.InDays(2);
        var made = (await Api.PostAnswerAsync(InvitationsPath, new
        {
            inviterId = inviter, invitee = "Ann@A.test", organizationId = organization, expiresAt, organizationRoleIds = (string[])[b.Id, machine.Id, b.Id], messagePayload = false,
        })).Expect(201);
        Assert.Matches("^[0-9a-z]{21}$", made.Id);
        Assert.Equal(
            $$$"""{"tenantId":"default","id":"{{{made.Id}}}","inviterId":"{{{inviter}}}","invitee":"Ann@A.test","acceptedUserId":null,"organizationId":"{{{organization}}}","status":"Pending","createdAt":{{{made["createdAt"]}}},"updatedAt":{{{made["createdAt"]}}},"expiresAt":{{{expiresAt}}},"organizationRoles":[{"id":"{{{machine.Id}}}","name":"{{{machine.Name}}}"},{"id":"{{{b.Id}}}","name":"{{{b.Name}}}"}]}""",
            made.Text);
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"{InvitationsPath}/{made.Id}")).Expect(200).Text);
        (await Api.GetAnswerAsync(InvitationsPath + "/unknown")).Expect(404, "entity.not_found");
        (await Api.PatchAnswerAsync($"{InvitationsPath}/{made.Id}", "{}")).Expect(405);
    }

    [Fact]
    public async Task Without_inviter_and_roles_it_is_nobodys_and_gives_none()
    {
        var organization = await Api.NewOrganizationAsync();
        foreach (var (inviter, name) in new[] { ("null", "a"), ("\"\"", "b") })
        {
            var made = (await Api.PostAnswerAsync(InvitationsPath, $$"""{"inviterId":{{inviter}},"invitee":"{{name}}@b.test","organizationId":"{{organization}}","expiresAt":{{Server.InDays(1)}}.5}""")).Expect(201);
            Assert.Equal(("null", "[]"), (made["inviterId"].GetRawText(), made["organizationRoles"].GetRawText()));
        }
    }

    [Fact]
    public async Task The_list_is_whole_the_newest_first_and_can_be_narrowed()
    {
        var (one, two) = (await Api.NewOrganizationAsync(), await Api.NewOrganizationAsync());
        var inviter = (await Api.NewUserAsync()).Id;
        var mark = TestServer.Unique("Mark.");
        var first = (await Server.InviteAsync(one, mark + "@a.test", inviter)).Expect(201).Id;
        var second = (await Server.InviteAsync(two, mark.ToUpperInvariant() + "@a.test", inviter)).Expect(201).Id;
        var third = (await Server.InviteAsync(one, "x" + mark + "@a.test")).Expect(201).Id;
        Assert.Equal([second, first], await Api.ListedAsync($"{InvitationsPath}?inviterId={inviter}"));
        Assert.Equal([third, first], await Api.ListedAsync($"{InvitationsPath}?organizationId={one}"));
        Assert.Equal([second, first], await Api.ListedAsync($"{InvitationsPath}?invitee={mark.ToLowerInvariant()}@A.test"));
        Assert.Equal([first], await Api.ListedAsync($"{InvitationsPath}?invitee={mark}@a.test&organizationId={one}&inviterId={inviter}"));
        Assert.Empty(await Api.ListedAsync($"{InvitationsPath}?invitee={mark}"));
        var all = (await Api.GetAnswerAsync(InvitationsPath)).Expect(200);
        Assert.Null(all.Header("Total-Number"));
        Assert.True(all.Json.GetArrayLength() >= 3);
        (await Api.GetAnswerAsync(InvitationsPath + "?invitee=a&invitee=b")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task What_does_not_fit_or_exist_is_refused()
    {
        var organization = await Api.NewOrganizationAsync();
        var at = Server.InDays(1);
        string Body(string more, string invitee = "\"a@b.test\"") => $$"""{"invitee":{{invitee}},"organizationId":"{{organization}}",{{more}} }""";
        foreach (var bad in new[]
        {
            Body($"\"expiresAt\":{at}", "null"), Body($"\"expiresAt\":{at}", "\"no address\""), Body("\"other\":1"), Body($"\"expiresAt\":\"{at}\""), Body("\"expiresAt\":1e300"),
            Body("\"expiresAt\":253402300800000"), Body($"\"expiresAt\":{at},\"inviterId\":1"),
            Body($"\"expiresAt\":{at},\"organizationRoleIds\":[\"\"]"), Body($"\"expiresAt\":{at},\"messagePayload\":true"), Body($"\"expiresAt\":{at},\"messagePayload\":null"),
            Body($"\"expiresAt\":{at},\"messagePayload\":{{\"link\":1}}"), Body($"\"expiresAt\":{at},\"messagePayload\":{{\"code\":{{}}}}"),
        })
            (await Api.PostAnswerAsync(InvitationsPath, bad)).Expect(400, "guard.invalid_input");

        foreach (var past in new[] { "0", "-1", "-1e20", Server.InDays(-1).ToString(System.Globalization.CultureInfo.InvariantCulture) })
            (await Api.PostAnswerAsync(InvitationsPath, $$"""{"invitee":"a@b.test","organizationId":"nowhere","expiresAt":{{past}}}""")).Expect(400, "request.invalid_input");
        (await Server.InviteAsync("nowhere", "a@b.test")).Expect(422, "entity.relation_foreign_key_not_found");
        (await Server.InviteAsync(organization, "a@b.test", "nobody")).Expect(422, "entity.relation_foreign_key_not_found");
        (await Server.InviteAsync(organization, "a@b.test", "an-id-that-is-longer-than-any")).Expect(422, "entity.relation_foreign_key_not_found");
        (await Server.InviteAsync(organization, "a@b.test", null, "unknown")).Expect(422, "entity.relation_foreign_key_not_found");
        Assert.Empty(await Api.ListedAsync($"{InvitationsPath}?organizationId={organization}"));
    }

    [Fact]
    public async Task A_member_is_not_invited_and_nobody_twice()
    {
        var organization = await Api.NewOrganizationAsync();
        var mark = TestServer.Unique("Ann.");
        await Api.NewMemberAsync(organization, new { primaryEmail = mark + "@a.test" });
        (await Server.InviteAsync(organization, mark + "@a.test")).Expect(422, "request.invalid_input");
        (await Server.InviteAsync(organization, mark.ToUpperInvariant() + "@a.test")).Expect(201);
        (await Server.InviteAsync(organization, mark.ToUpperInvariant() + "@a.test")).Expect(422, "entity.unique_integrity_violation");
        (await Server.InviteAsync(organization, mark.ToLowerInvariant() + "@a.test")).Expect(201);
        (await Server.InviteAsync(await Api.NewOrganizationAsync(), mark.ToUpperInvariant() + "@a.test")).Expect(201);
    }

    [Fact]
    public async Task One_address_that_is_invited_many_times_at_once_is_invited_once()
    {
        var organization = await Api.NewOrganizationAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.InviteAsync(organization, "a@b.test")));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "entity.unique_integrity_violation"));
        Assert.Single(await Api.ListedAsync($"{InvitationsPath}?organizationId={organization}"));
    }

    [Fact]
    public async Task An_invitation_is_deleted_once_whatever_became_of_it()
    {
        var organization = await Api.NewOrganizationAsync();
        var role = await Server.NewTemplateRoleAsync();
        var (_, invitation) = await Server.NewInvitedAsync(organization, role.Id);
        (await Server.RevokeAsync(invitation)).Expect(200);
        (await Api.DeleteAnswerAsync($"{InvitationsPath}/{invitation}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{InvitationsPath}/{invitation}")).Expect(404, "entity.not_found");
    }
}
