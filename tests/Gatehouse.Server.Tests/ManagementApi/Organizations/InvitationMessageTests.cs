using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.ManagementApi.Organizations.InvitationCalls;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 6: the mail of an invitation. With a server of its own: a tenant has one mail connector.</summary>
public sealed class InvitationMessageTests : WebhookTest
{
    private Task<Answer> InviteAsync(string organizationId, string invitee, object messagePayload, string? inviterId = null) =>
        Api.PostAnswerAsync(InvitationsPath, new { invitee, inviterId, organizationId, expiresAt = Server.InDays(1), messagePayload });

    private Task<Answer> ResendAsync(string invitation, object payload) => Api.PostAnswerAsync($"{InvitationsPath}/{invitation}/message", payload);

    private async Task ConnectAsync(string connectorId, object config) => (await Api.PostAnswerAsync("/api/connectors", new { connectorId, config })).Expect(200);

    [Fact]
    public async Task Without_a_connector_nothing_is_sent_and_nothing_is_kept()
    {
        var organization = await Api.NewOrganizationAsync();
        (await InviteAsync(organization, "ann@a.test", new { })).Expect(501, "connector.not_found");
        Assert.Empty(await Api.ListedAsync(InvitationsPath));
        var silent = (await InviteAsync(organization, "ann@a.test", false)).Expect(201).Id;
        (await ResendAsync(silent, "{}")).Expect(501, "connector.not_found");
        Assert.Equal([silent], await Api.ListedAsync(InvitationsPath));
        (await ResendAsync("unknown", "{}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task The_connector_is_handed_the_organization_the_inviter_and_what_the_caller_adds()
    {
        await ConnectAsync("http-email", new { endpoint = Receiver.Url });
        var organization = (await Api.PostAnswerAsync("/api/organizations", """{"name":"회사","branding":{"logoUrl":"https://a.test/l"}}""")).Expect(201).Id;
        var inviter = (await Api.NewUserAsync(new { name = "Ann", username = TestServer.Unique(), profile = new { nickname = "A" } })).Expect(200);
        var about = $$$"""{"organization":{"id":"{{{organization}}}","name":"회사","branding":{"logoUrl":"https://a.test/l"}}""";

        var made = (await InviteAsync(organization, "Bea@a.test", new { link = "https://a.test/join", role = new { of = 1 } }, inviter.Id)).Expect(201);
        var sent = await Receiver.SingleAsync();
        Assert.Equal(("Bea@a.test", "OrganizationInvitation"), (sent["to"], sent["type"]));
        Assert.Equal(
            $$$"""{{{about}}},"inviter":{"id":"{{{inviter.Id}}}","avatar":null,"name":"Ann","primaryEmail":null,"primaryPhone":null,"username":"{{{inviter["username"].GetString()}}}","profile":{"nickname":"A"}},"link":"https://a.test/join","role":{"of":1}}""",
            sent.Json.GetProperty("payload").GetRawText());

        (await ResendAsync(made.Id, "{}")).Expect(204);
        (await ResendAsync(made.Id, """{"code":"123","inviter":"somebody"}""")).Expect(204);
        var again = await Receiver.WaitAsync(3);
        Assert.False(again[1].Json.GetProperty("payload").TryGetProperty("link", out _));
        Assert.Equal($$"""{{about}},"code":"123","inviter":"somebody"}""", again[2].Json.GetProperty("payload").GetRawText());
        (await InviteAsync(organization, "zoe@a.test", new { })).Expect(201);
        Assert.Equal(about + "}", (await Receiver.WaitAsync(4))[3].Json.GetProperty("payload").GetRawText());
    }

    [Fact]
    public async Task What_does_not_fit_is_not_sent()
    {
        await ConnectAsync("http-email", new { endpoint = Receiver.Url });
        var invitation = (await InviteAsync(await Api.NewOrganizationAsync(), "ann@a.test", false)).Expect(201).Id;
        foreach (var bad in (string[])["""{"link":1}""", """{"code":null}""", """{"locale":[]}""", """{"uiLocales":{}}""", "[]"])
            (await ResendAsync(invitation, bad)).Expect(400, "guard.invalid_input");
        Assert.Empty(Receiver.All);
    }

    [Fact]
    public async Task An_invitation_whose_message_fails_is_taken_back_and_can_be_made_again()
    {
        await ConnectAsync("http-email", new { endpoint = Receiver.Url });
        var organization = await Api.NewOrganizationAsync();
        Receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status500InternalServerError);
        (await InviteAsync(organization, "ann@a.test", new { })).Expect(400, "connector.general");
        Assert.Empty(await Api.ListedAsync(InvitationsPath));
        Receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status200OK);
        (await InviteAsync(organization, "ann@a.test", new { })).Expect(201);
        (await InviteAsync(organization, "ann@a.test", new { })).Expect(422, "entity.unique_integrity_violation");
        Assert.Single(await Api.ListedAsync(InvitationsPath));
        Assert.Equal(2, Receiver.All.Count);
    }

    [Fact]
    public async Task A_recipient_gets_ten_messages_in_ten_minutes_whichever_invitation_they_are_of()
    {
        await ConnectAsync("http-email", new { endpoint = Receiver.Url });
        var invitation = (await InviteAsync(await Api.NewOrganizationAsync(), "ann@a.test", new { })).Expect(201).Id;
        for (var number = 2; number <= 9; number++) (await ResendAsync(invitation, "{}")).Expect(204);
        (await InviteAsync(await Api.NewOrganizationAsync(), "Ann@a.test", new { })).Expect(201);
        (await ResendAsync(invitation, "{}")).Expect(429, "request.message_rate_limited");
        var elsewhere = await Api.NewOrganizationAsync();
        (await InviteAsync(elsewhere, "ann@A.test", new { })).Expect(429, "request.message_rate_limited");
        Assert.Empty(await Api.ListedAsync($"{InvitationsPath}?organizationId={elsewhere}"));
        (await InviteAsync(elsewhere, "bea@a.test", new { })).Expect(201);
        Server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await ResendAsync(invitation, "{}")).Expect(204);
    }

    [Fact]
    public async Task The_link_stands_in_the_mail_and_a_place_without_a_value_stays_as_it_is()
    {
        await ConnectAsync(ConnectorFactories.MailboxEmail, new { });
        var organization = await Api.NewOrganizationAsync();
        (await InviteAsync(organization, "ann@a.test", new { link = "https://a.test/join?x=1" })).Expect(201);
        (await InviteAsync(organization, "bea@a.test", new { })).Expect(201);
        var sealer = Server.Services.GetRequiredService<Sealer>();
        var contents = (await Server.InDatabaseAsync(db => db.MailboxMessages.AsNoTracking().OrderBy(message => message.Id).ToListAsync())).ConvertAll(message => sealer.Open(message.Content));
        Assert.Contains("https://a.test/join?x=1", contents[0], StringComparison.Ordinal);
        Assert.Contains("{{link}}", contents[1], StringComparison.Ordinal);
    }
}
