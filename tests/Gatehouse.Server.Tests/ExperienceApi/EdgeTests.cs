using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 1: paths, methods, the order of the checks, and what the API does not say.</summary>
public sealed class EdgeTests : ServerTest
{
    [Theory]
    [InlineData("GET", "/api/experience", "PUT")]
    [InlineData("POST", "/api/experience", "PUT")]
    [InlineData("DELETE", "/api/experience/interaction", "HEAD, GET")]
    [InlineData("GET", "/api/experience/submit", "POST")]
    [InlineData("PATCH", "/api/experience/verification/password", "POST")]
    [InlineData("POST", "/api/interaction", "DELETE")]
    public async Task A_known_path_with_another_method_is_405_in_plain_text(string method, string path, string allowed)
    {
        var answer = (await new Browser(Server).SendAsync(new HttpMethod(method), path)).Expect(405);
        Assert.Equal(("Method Not Allowed", "text/plain; charset=utf-8", allowed), (answer.Text, answer.Header("Content-Type"), answer.Header("Allow")));
    }

    [Theory]
    [InlineData("PUT", "/api/experience/nothing")]
    [InlineData("POST", "/api/experience/verification")]
    [InlineData("POST", "/api/experience/verification/password/")]
    [InlineData("GET", "/api/interaction/nothing")]
    public async Task An_unknown_path_is_404_in_plain_text_whoever_asks(string method, string path)
    {
        var browser = new Browser(Server);
        for (var round = 0; round < 2; round++)
        {
            var answer = await browser.SendAsync(new HttpMethod(method), path);
            // A slash at the end makes no other path, as in the Management API.
            if (path.EndsWith('/')) continue;
            Assert.Equal(("Not Found", "text/plain; charset=utf-8"), (answer.Expect(404).Text, answer.Header("Content-Type")));
            await browser.EnterInteractionAsync();
        }
    }

    [Theory]
    [InlineData("http://gatehouse.test")]
    [InlineData("http://admin.gatehouse.test")]
    [InlineData("https://evil.test")]
    [InlineData("null")]
    public async Task No_answer_speaks_of_origins(string origin)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        browser.Headers.Add(("Origin", origin));
        Answer[] answers =
        [
            await browser.BeginAsync(),
            await browser.GetAsync("/api/experience/interaction"),
            await browser.GetAsync("/api/experience/nothing"),
            await browser.GetAsync("/api/experience/submit"),
            await browser.SendAsync(HttpMethod.Options, "/api/experience", null, ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "content-type")),
        ];
        Assert.All(answers, answer => Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Answers_are_not_stored()
    {
        var browser = new Browser(Server);
        Assert.Equal("no-store", (await browser.BeginAsync()).Expect(400).Header("Cache-Control"));
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        Assert.Equal("no-store", (await browser.StateAsync()).Header("Cache-Control"));
    }

    [Fact]
    public async Task The_body_is_checked_after_the_cookie_and_before_the_state()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.PostAsync("/api/experience/verification/password", "{}")).Expect(400, "guard.invalid_input");
        (await browser.GivePasswordAsync("someone")).Expect(404, "session.interaction_not_found");
        (await browser.PutAsync("/api/experience/interaction-event", "{}")).Expect(400, "guard.invalid_input");
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "SignIn" })).Expect(404, "session.interaction_not_found");
        (await browser.PostAsync("/api/experience/identification", """{"verificationId":1}""")).Expect(400, "guard.invalid_input");
        (await browser.IdentifyAsync("x")).Expect(404, "session.interaction_not_found");
        (await browser.SubmitAsync()).Expect(404, "session.interaction_not_found");
        (await browser.GetAsync("/api/experience/interaction")).Expect(404, "session.interaction_not_found");
    }

    [Fact]
    public async Task Malformed_JSON_has_a_message_and_no_code()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        var answer = (await browser.PutAsync("/api/experience", "{")).Expect(400);
        Assert.Equal(["message"], answer.Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("""{"identifier":{"type":"username","value":"x"}}""", "password")]
    [InlineData("""{"identifier":{"type":"username","value":"x"},"password":""}""", "password")]
    [InlineData("""{"identifier":{"type":"username","value":"x"},"password":1}""", "password")]
    [InlineData("""{"identifier":{"type":"nickname","value":"x"},"password":"x"}""", "identifier.type")]
    [InlineData("""{"identifier":{"type":"username"},"password":"x"}""", "identifier.value")]
    [InlineData("""{"identifier":"x","password":"x"}""", "identifier")]
    [InlineData("""{"password":"x"}""", "identifier")]
    public async Task A_password_verification_names_what_its_body_lacks(string body, string path)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        var answer = (await browser.PostAsync("/api/experience/verification/password", body)).Expect(400, "guard.invalid_input");
        var issue = Assert.Single(answer["data"].GetProperty("issues").EnumerateArray());
        Assert.Equal(path, string.Join('.', issue.GetProperty("path").EnumerateArray()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"interactionEvent":"signIn"}""")]
    [InlineData("""{"interactionEvent":null}""")]
    [InlineData("""{"interactionEvent":0}""")]
    [InlineData("")]
    public async Task An_event_is_one_of_three_words(string body)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.PutAsync("/api/experience", body)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Messages_come_in_the_readers_language()
    {
        var browser = new Browser(Server);
        var english = (await browser.BeginAsync())["message"].GetString();
        browser.Headers.Add(("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.8"));
        Assert.NotEqual(english, (await browser.BeginAsync())["message"].GetString());
    }
}
