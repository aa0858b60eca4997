using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: connectors and the development mailbox in the console, over contract/management-misc.md 7 and test-mode.md.</summary>
public sealed class ConnectorPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Fact]
    public async Task Every_factory_has_a_form_with_a_place_for_each_of_its_settings()
    {
        var browser = await Server.SignedInAsync();
        var gallery = await browser.SeeAsync("/connectors/create");
        foreach (var factory in (await Server.Api.GetAnswerAsync("/api/connector-factories")).Expect(200).Json.EnumerateArray())
        {
            var id = factory.GetProperty("id").GetString()!;
            Assert.NotNull(gallery.LinkTo("/console/default/connectors/create/" + id));
            var page = await browser.SeeAsync("/connectors/create/" + id);
            page.Answer.Expect(200);
            Assert.All(factory.GetProperty("formItems").EnumerateArray(), item => Assert.NotNull(page.Document.QuerySelector($"[name='config.{item.GetProperty("key").GetString()}']")));
        }
    }

    [Fact]
    public async Task A_secret_is_stored_not_shown_and_stays_when_its_field_is_left_empty()
    {
        var browser = await Server.SignedInAsync();
        var made = (await (await browser.SeeAsync("/connectors/create/github-universal")).ClickAsync(
            "Add connector", ("config.clientId", "client"), ("config.clientSecret", "very-secret"))).Expect(303);
        var page = await Page.OpenAsync(browser, made.Header("Location")!);
        Assert.DoesNotContain("very-secret", page.Answer.Text, StringComparison.Ordinal);
        (await page.ClickAsync("Save changes", ("config.clientId", "other"), ("syncProfile", "true"))).Expect(303);
        var id = made.Header("Location")!.Split('/')[^1];
        var connector = (await Server.Api.GetAnswerAsync("/api/connectors/" + id)).Expect(200);
        Assert.Equal(("other", "very-secret", true), (
            connector["config"].GetProperty("clientId").GetString(), connector["config"].GetProperty("clientSecret").GetString(), connector["syncProfile"].GetBoolean()));
        (await (await Page.OpenAsync(browser, made.Header("Location")!)).ClickAsync("Delete connector", ("typed", page.Heading))).Expect(303);
        (await Server.Api.GetAnswerAsync("/api/connectors/" + id)).Expect(404);
    }

    [Fact]
    public async Task A_second_connector_of_a_provider_is_refused_and_what_was_typed_stays()
    {
        var browser = await Server.SignedInAsync();
        (string, string?)[] first = [("config.clientId", "first"), ("config.clientSecret", "secret")];
        var made = (await (await browser.SeeAsync("/connectors/create/google-universal")).ClickAsync("Add connector", first)).Expect(303);
        var refused = await (await browser.SeeAsync("/connectors/create/google-universal")).ClickThroughAsync("Add connector", ("config.clientId", "second"), ("config.clientSecret", "secret"));
        Assert.Equal((422, "second"), ((int)refused.Answer.Status, refused.ValueOf("config.clientId")));
        Assert.NotEmpty(refused.Text(".notice.error p")!);
        var left = (await Server.Api.GetAnswerAsync("/api/connectors")).Expect(200).Json.EnumerateArray().Where(connector => connector.GetProperty("connectorId").GetString() == "google-universal");
        Assert.Equal("first", Assert.Single(left).GetProperty("config").GetProperty("clientId").GetString());
        var page = await Page.OpenAsync(browser, made.Header("Location")!);
        (await page.ClickAsync("Delete connector", ("typed", page.Heading))).Expect(303);
    }

    [Fact]
    public async Task Broken_json_is_told_by_line_and_column_and_stays_as_it_was_typed()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/connectors/create/simple-mail-transfer-protocol");
        const string Broken = "[\n  {\"usageType\": }\n]";
        var refused = await page.ClickThroughAsync("Add connector", ("config.host", "mail.example.com"), ("config.templates", Broken));
        refused.Answer.Expect(422);
        Assert.Contains("line 2", refused.ProblemOf("config.templates"), StringComparison.Ordinal);
        Assert.Equal((Broken, "mail.example.com"), (refused.ValueOf("config.templates"), refused.ValueOf("config.host")));
    }

    [Fact]
    public async Task A_setting_that_is_missing_is_told_beside_its_field()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/connectors/create/github-universal");
        var refused = await page.ClickThroughAsync("Add connector", ("config.clientId", ""), ("config.clientSecret", "kept-nowhere"));
        refused.Answer.Expect(400);
        Assert.NotNull(refused.ProblemOf("config.clientId"));
        Assert.DoesNotContain("kept-nowhere", refused.Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_message_lands_in_the_mailbox_with_its_code()
    {
        var browser = await Server.SignedInAsync();
        var mailbox = (await Server.Api.PostAnswerAsync("/api/connectors", new { connectorId = "gatehouse-mailbox-email", config = new { } })).Expect(200).Id;
        var recipient = TestServer.Unique() + "@mail.test";
        var page = await browser.SeeAsync("/connectors/" + mailbox);
        (await page.ClickAsync("Send test message", ("recipient", recipient))).Expect(303);
        var kept = await browser.SeeAsync("/connectors/mailbox?recipient=" + Uri.EscapeDataString(recipient));
        Assert.Contains("000000", kept.Text(".code-large"), StringComparison.Ordinal);
        Assert.Contains(recipient, kept.Body, StringComparison.Ordinal);
        Assert.Equal("No messages", (await browser.SeeAsync("/connectors/mailbox?recipient=nobody")).Text(".empty h2"));
        var refused = await page.ClickThroughAsync("Send test message", ("recipient", "nobody"));
        refused.Answer.Expect(400);
        Assert.Equal("nobody", refused.ValueOf("recipient"));
        Assert.NotNull(refused.ProblemOf("recipient"));
    }

    [Fact]
    public async Task Who_is_no_owner_sees_neither_configuration_nor_mailbox()
    {
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        var list = await browser.SeeAsync("/connectors");
        list.Answer.Expect(200);
        Assert.DoesNotContain(list.ButtonNames, name => name is "Add connector" or "Development mailbox");
        (await browser.SeeAsync("/connectors/mailbox")).Answer.Expect(403);
        var id = (await Server.Api.PostAnswerAsync("/api/connectors", new { connectorId = "gatehouse-mailbox-sms", config = new { } })).Expect(200).Id;
        var page = await browser.SeeAsync("/connectors/" + id);
        page.Answer.Expect(200);
        Assert.Empty(page.Document.QuerySelectorAll("[name^='config.']"));
    }
}
