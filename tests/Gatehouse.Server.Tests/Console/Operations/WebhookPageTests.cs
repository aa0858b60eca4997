using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: webhooks in the console, over the operations of contract/management-webhooks.md and docs/webhooks.md.</summary>
public sealed class WebhookPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private static readonly string[] ArticleEvents = ["User.Created", "User.Deleted", "User.Data.Updated", "PostSignIn", "PostRegister"];

    private TestServer Server => console.Server;

    [Fact]
    public async Task The_form_of_the_article_makes_a_webhook_and_what_happens_arrives_and_can_be_sent_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/webhooks/create");
        Assert.Equal("Create webhook", page.Heading);
        var made = (await page.ClickAsync("Create webhook", [("name", "User Lifecycle Events"), ("config.url", receiver.Url), .. ArticleEvents.Select(name => ("events", (string?)name))])).Expect(303);
        var id = made.Header("Location")!.Split('/')[^1];
        var hook = (await Server.Api.GetAnswerAsync($"/api/hooks/{id}")).Expect(200);
        Assert.Equal(ArticleEvents.Order(), hook["events"].EnumerateArray().Select(name => name.GetString()!).Order());
        Assert.Equal("Webhook User Lifecycle Events was created.", (await page.FollowAsync(made)).Text(".toast"));

        await Server.Api.AddUserAsync();
        Assert.Equal("User.Created", (await receiver.SingleAsync())["event"]);
        await Server.Api.LogAsync(id);
        var deliveries = await browser.SeeAsync($"/webhooks/{id}/deliveries");
        Assert.Contains("HTTP 204 User.Created", deliveries.Body, StringComparison.Ordinal);
        Assert.Contains("\"event\": \"User.Created\"", deliveries.Document.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        (await deliveries.ClickAsync("Send again")).Expect(303);
        Assert.Single((await receiver.WaitAsync(2)).Select(delivery => delivery.DeliveryId).Distinct());
        Assert.Contains("100% of ", (await browser.SeeAsync("/webhooks")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("api.example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.com")]
    public async Task A_url_that_nobody_can_be_called_at_is_told_beside_its_field_and_everything_typed_stays(string url)
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/webhooks/create");
        var refused = await page.ClickThroughAsync("Create webhook", ("name", "Mine"), ("config.url", url), ("events", "User.Created"), ("config.headers", "X-Key: 1\nX-Other: 2"));
        refused.Answer.Expect(422);
        Assert.StartsWith("Give a whole URL", refused.ProblemOf("config.url"), StringComparison.Ordinal);
        Assert.Equal(("Mine", url, "X-Key: 1\nX-Other: 2"), (refused.ValueOf("name"), refused.ValueOf("config.url"), refused.ValueOf("config.headers")));
        Assert.Equal("User.Created", Assert.Single(refused.Document.QuerySelectorAll("input[name=events]:checked")).GetAttribute("value"));
    }

    [Fact]
    public async Task A_webhook_without_a_name_or_an_event_is_refused_with_the_sentence_of_the_api_beside_it()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/webhooks/create");
        var refused = await page.ClickThroughAsync("Create webhook", ("name", ""), ("config.url", "https://example.com"));
        refused.Answer.Expect(400);
        Assert.NotNull(refused.ProblemOf("name"));
        Assert.NotEmpty(refused.Document.QuerySelectorAll(".box > .content > .problem"));
    }

    [Theory]
    [ClassData(typeof(StoredTexts))]
    public async Task Stored_values_are_only_ever_shown(string name)
    {
        var made = (await Server.Api.PostAnswerAsync("/api/hooks", new { name, events = (string[])["Role.Created"], config = new { url = name } })).Expect(201);
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        foreach (var path in (string[])["/webhooks", $"/webhooks/{made.Id}", $"/webhooks/{made.Id}/deliveries", $"/webhooks/{made.Id}/owed"])
        {
            var page = await browser.SeeAsync(path);
            page.Answer.Expect(200);
            page.AssertHarmless();
        }

        var shown = await browser.SeeAsync($"/webhooks/{made.Id}");
        Assert.Equal((name, name), (shown.Document.QuerySelector("h1")!.TextContent, shown.ValueOf("name")));
    }

    [Fact]
    public async Task Who_saves_what_somebody_else_changed_meanwhile_sees_both_and_may_save_again()
    {
        var hook = await Server.Api.AddHookAsync("https://example.com/a");
        var page = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        (await Server.Api.PatchAnswerAsync($"/api/hooks/{hook.Id}", new { name = "Theirs" })).Expect(200);
        var stale = await page.ClickThroughAsync("Save changes", ("name", "Mine"));
        stale.Answer.Expect(409);
        Assert.Contains("Theirs", stale.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("Mine", stale.ValueOf("name"));
        Assert.Equal("Theirs", (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}"))["name"].GetString());
        (await stale.ClickAsync("Save changes")).Expect(303);
        Assert.Equal("Mine", (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}"))["name"].GetString());
    }

    [Fact]
    public async Task Saving_changes_url_events_and_headers()
    {
        var hook = await Server.Api.AddHookAsync("https://example.com/a");
        var page = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        (await page.ClickAsync(
            "Save changes", ("name", "Other"), ("config.url", "https://example.com/b"), ("events", "Role.Created"), ("enabled", null), ("config.headers", "X-A: 1:2"), ("config.format", "cloudevents"))).Expect(303);
        var now = (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(200);
        var config = now["config"];
        Assert.Equal(("https://example.com/b", "cloudevents", "1:2"), (
            config.GetProperty("url").GetString(), config.GetProperty("format").GetString(), config.GetProperty("headers").GetProperty("X-A").GetString()));
        Assert.Equal(("Other", false, """["Role.Created"]"""), (now["name"].GetString(), now["enabled"].GetBoolean(), now["events"].GetRawText()));
    }

    [Fact]
    public async Task The_key_is_replaced_after_a_question()
    {
        var hook = await Server.Api.AddHookAsync("https://example.com/a");
        var page = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        var before = hook["signingKey"].GetString()!;
        Assert.Contains(before, page.Body, StringComparison.Ordinal);
        (await page.ClickAsync("Replace the key", ("overlap", "3600"))).Expect(303);
        Assert.NotEqual(before, (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}"))["signingKey"].GetString());
    }

    [Fact]
    public async Task A_test_that_fails_shows_what_the_receiver_said()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status418ImATeapot;
            await http.Response.WriteAsync("<b>short and stout</b>");
        };
        var hook = await Server.Api.AddHookAsync(receiver.Url);
        var page = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        var tested = await page.ClickThroughAsync("Send test", ("event", "User.Created"));
        tested.Answer.Expect(422);
        Assert.Equal("HTTP 418\n\n<b>short and stout</b>", tested.Document.QuerySelector("#test pre")!.TextContent);
        receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status204NoContent);
        (await tested.ClickAsync("Send test", ("event", "User.Created"))).Expect(303);
    }

    [Fact]
    public async Task Deleting_wants_the_name()
    {
        var hook = await Server.Api.AddHookAsync("https://example.com/a");
        var name = hook["name"].GetString() is { Length: > 0 } given ? given : hook.Id;
        var page = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        var refused = await page.ClickThroughAsync("Delete webhook", ("typed", "another"));
        refused.Answer.Expect(422);
        Assert.NotNull(refused.ProblemOf("typed"));
        Assert.NotNull(refused.Document.QuerySelector("dialog#delete[open]"));
        (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(200);
        (await refused.ClickAsync("Delete webhook", ("typed", name))).Expect(303);
        (await Server.Api.GetAnswerAsync($"/api/hooks/{hook.Id}")).Expect(404);
    }

    [Fact]
    public async Task What_was_given_up_can_be_sent_again_at_once()
    {
        var receiver = Receiver.Down();
        var hook = await Server.Api.AddHookAsync(receiver.Url);
        var browser = await Server.SignedInAsync();
        await Server.Api.AddUserAsync();
        await Server.Api.LogAsync(hook.Id);
        var owed = await browser.SeeAsync($"/webhooks/{hook.Id}/owed");
        Assert.Contains("User.Created", owed.Body, StringComparison.Ordinal);
        Assert.Contains("Next try", owed.Body, StringComparison.Ordinal);
        await receiver.ListenAsync();
        (await owed.ClickAsync("Send again")).Expect(303);
        await using (receiver) Assert.Equal("User.Created", (await receiver.WaitAsync(1))[0]["event"]);
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_button_no_secret_and_is_refused()
    {
        var hook = await Server.Api.AddHookAsync("https://example.com/a", new Dictionary<string, string> { ["X-Secret"] = "very-secret" });
        var owner = await (await Server.SignedInAsync()).SeeAsync($"/webhooks/{hook.Id}");
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        Assert.DoesNotContain("Create webhook", (await browser.SeeAsync("/webhooks")).ButtonNames);
        var page = await browser.SeeAsync($"/webhooks/{hook.Id}");
        page.Answer.Expect(200);
        Assert.DoesNotContain(page.ButtonNames, name => name is "Save changes" or "Replace the key" or "Send test" or "Delete webhook");
        Assert.DoesNotContain("very-secret", page.Answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hook["signingKey"].GetString()!, page.Answer.Text, StringComparison.Ordinal);
        Assert.Contains("Save changes", owner.ButtonNames);
        var forged = await browser.SendAsync(HttpMethod.Post, $"/console/default/webhooks/{hook.Id}", await browser.FormAsync(("action", "rotate"), ("overlap", "0")));
        forged.Expect(403);
    }
}
