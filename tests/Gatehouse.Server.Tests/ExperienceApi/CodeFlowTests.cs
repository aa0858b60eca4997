using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 18: whole ways with codes and one-time tokens.</summary>
public sealed class CodeFlowTests(CodeServer codes) : CodeTest(codes)
{
    private const string ByMail = """{"identifiers":["email"],"password":false,"verify":true}""";
    private const string NewPassword = "Another-Secure-Password-9";

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task A_user_signs_in_by_a_code(string type)
    {
        var address = type == "email" ? Address() : Phone();
        var user = type == "email" ? await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = address }) : await Api.NewUserAsync(new { username = TestServer.Unique(), primaryPhone = address });
        await SetAsync(signInMode: "SignIn", signUp: """{"identifiers":[],"password":false,"verify":true}""");
        var browser = await BegunAsync();
        var id = await browser.SentCodeAsync(address, type: type);
        // Before the code is given back it says nothing.
        (await browser.IdentifyAsync(id)).Expect(400, "session.verification_failed");
        (await browser.GiveCodeAsync(address, id, await CodeAsync(address), type)).Expect(200);
        (await browser.IdentifyAsync(id)).Expect(204);
        Assert.Equal(user.Id, (await browser.StateAsync())["userId"].GetString());
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact]
    public async Task Who_has_no_account_yet_goes_on_with_the_same_code()
    {
        await SetAsync(signUp: ByMail);
        var (address, browser) = (Address(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        (await browser.GiveCodeAsync(address, id, await CodeAsync(address))).Expect(200);
        (await browser.IdentifyAsync(id)).Expect(404, "user.user_not_exist");
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.IdentifyAsync(id)).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Single(await Api.FoundAsync($"search.primaryEmail={Uri.EscapeDataString(address)}"));
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_way_of_a_code()
    {
        var (username, address) = (TestServer.Unique(), Address());
        await Api.NewUserAsync(new { username, primaryEmail = address, password = ExperienceCalls.Password });
        var browser = await BegunAsync("ForgotPassword");
        var id = await browser.SentCodeAsync(address, "ForgotPassword");
        (await browser.GiveCodeAsync(address, id, await CodeAsync(address))).Expect(200);
        (await browser.IdentifyAsync(id)).Expect(204);
        (await browser.PutAsync("/api/experience/profile/password", new { password = NewPassword })).Expect(204);
        (await browser.SubmitAsync()).Expect(204);
        var again = await BegunAsync();
        (await again.GivePasswordAsync(username)).Expect(422, "session.invalid_credentials");
        (await again.GivePasswordAsync(username, NewPassword)).Expect(200);
    }

    [Fact]
    public async Task A_magic_link_leads_in()
    {
        await SetAsync(signInMode: "SignIn", captcha: """{"enabled":true}""", signUp: """{"identifiers":[],"password":false,"verify":true}""");
        var address = Address();
        var user = await Api.NewUserAsync(new { primaryEmail = address });
        var token = (await Api.PostAnswerAsync("/api/one-time-tokens", new { email = address })).Expect(201)["token"].GetString()!;
        var browser = await BegunAsync();
        var id = (await browser.GiveTokenAsync(address, token)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(204);
        Assert.Equal(user.Id, (await browser.StateAsync())["userId"].GetString());
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact]
    public async Task A_magic_link_makes_an_account_where_nobody_else_gets_one()
    {
        await SetAsync(signInMode: "SignIn", signUp: ByMail);
        var address = Address();
        var token = (await Api.PostAnswerAsync("/api/one-time-tokens", new { email = address, context = new { interactionEvent = "Register" } })).Expect(201)["token"].GetString()!;
        var browser = await BegunAsync("Register");
        var id = (await browser.GiveTokenAsync(address, token)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
    }
}
