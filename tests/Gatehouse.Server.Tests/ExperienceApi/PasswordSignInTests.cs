using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 18: signing in with a password, from the first call to the last.</summary>
public sealed class PasswordSignInTests : ServerTest
{
    [Fact(DisplayName = "Section 18, first line: start, password, identification, submit")]
    public async Task The_way_of_a_password_ends_at_the_resume_url()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("User-Agent", "sign-in test/1.0"));
        var interaction = await browser.EnterInteractionAsync();

        Assert.Equal("", (await browser.BeginAsync()).Expect(204).Text);
        Assert.Equal(
            """{"interactionEvent":"SignIn","profile":{},"verificationRecords":[],"mfa":{},"signInContext":{"ip":"127.0.0.1","userAgent":"sign-in test/1.0"},"captcha":{"verified":false,"skipped":false}}""",
            (await browser.StateAsync()).Text);

        var verified = (await browser.GivePasswordAsync(username)).Expect(200);
        var verificationId = verified["verificationId"].GetString()!;
        Assert.Matches("^[0-9a-z]{21}$", verificationId);
        Assert.Equal(["verificationId"], verified.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("", (await browser.IdentifyAsync(verificationId)).Expect(204).Text);

        var state = (await browser.StateAsync()).Text;
        Assert.Equal(
            $$$"""{"interactionEvent":"SignIn","userId":"{{{userId}}}","profile":{},"verificationRecords":[{"id":"{{{verificationId}}}","type":"Password","identifier":{"type":"username","value":"{{{username}}}"},"verified":true}],"mfa":{},"signInContext":{"ip":"127.0.0.1","userAgent":"sign-in test/1.0"},"captcha":{"verified":false,"skipped":false}}""",
            state);

        var before = Server.Clock.GetUtcNow();
        Assert.Equal($$"""{"redirectTo":"{{TestServer.Endpoint}}/oidc/auth/{{interaction.Id}}"}""", (await browser.SubmitAsync()).Expect(200).Text);
        var login = InteractionResult.Of(await Server.InteractionAsync(interaction.Id))!.Login!;
        Assert.Equal(userId, login.AccountId);
        Assert.Equal(["pwd"], login.Amr);
        Assert.InRange(login.At, before.ToUnixTimeSeconds(), Server.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal(state, login.Submission!.Value.Text);
        var signedInAt = (await Api.GetAnswerAsync("/api/users/" + userId))["lastSignInAt"].GetInt64();
        Assert.InRange(signedInAt, before.ToUnixTimeMilliseconds(), Server.Clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_device_goes_on_at_its_own_url()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync(deviceDigest: "digest");
        await browser.IdentifyByPasswordAsync(username);
        Assert.Equal($"{TestServer.Endpoint}/oidc/device/{interaction.Id}", (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString());
    }
}
