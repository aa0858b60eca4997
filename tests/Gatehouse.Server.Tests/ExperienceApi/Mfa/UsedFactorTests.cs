using System.Text.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>RFC 8176, contract/oidc.md 11.1, contract/experience-api.md 14: what is said of the factors that were used.</summary>
public sealed class UsedFactorTests(MfaServer mfa) : MfaTest(mfa)
{
    private static readonly string[] LockoutEvents = ["Identifier.Lockout"];

    [Theory(DisplayName = "RFC 8176: the ID token names what was really used")]
    [InlineData("none", """["pwd"]""")]
    [InlineData("totp", """["pwd","otp","mfa"]""")]
    [InlineData("backup code", """["pwd","otp","mfa"]""")]
    [InlineData("mail", """["pwd","otp","mfa"]""")]
    [InlineData("sms", """["pwd","sms","mfa"]""")]
    public async Task The_id_token(string second, string amr)
    {
        await SetAsync(second == "none" ? "" : "Totp,BackupCode,EmailVerificationCode,PhoneVerificationCode", "NoPrompt");
        var (id, username, secret) = await NewTotpUserAsync();
        var codes = await AddBackupCodesAsync(id);
        var (email, phone) = (TestServer.Unique() + "@reader.example", "82101" + Random.Shared.Next(1000000, 9999999));
        (await Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = email, primaryPhone = phone })).Expect(200);
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(SignInFlow.AuthUrl(app, ("prompt", "login")))).Expect(303);
        await browser.IdentifyByPasswordAsync(username);
        switch (second)
        {
            case "totp":
                (await browser.GiveTotpAsync(Code(secret))).Expect(200);
                break;
            case "backup code":
                (await browser.GiveBackupCodeAsync(codes[0])).Expect(200);
                break;
            case "mail" or "sms":
                var type = second == "mail" ? "email" : "phone";
                var record = (await browser.AskMfaCodeAsync(type)).Expect(200)["verificationId"].GetString()!;
                (await browser.GiveMfaCodeAsync(record, await MailedCodeAsync(second == "mail" ? email : phone), type)).Expect(200);
                break;
        }

        var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        var back = await browser.FollowAsync(await browser.GetAsync(redirectTo));
        var code = SignInFlow.Query(back.Header("Location")!)["code"];
        var tokens = (await Server.FormAnswerAsync("/oidc/token", OidcCalls.Form(
            ("grant_type", "authorization_code"), ("client_id", app), ("code", code), ("redirect_uri", SignInFlow.Callback), ("code_verifier", SignInFlow.Verifier)))).Expect(200);
        using var claims = JsonDocument.Parse(WebEncoders.Base64UrlDecode(tokens["id_token"].GetString()!.Split('.')[1]));
        Assert.Equal(amr, claims.RootElement.GetProperty("amr").GetRawText());
        Assert.Equal(second == "none" ? "urn:gatehouse:acr:1" : "urn:gatehouse:acr:2", claims.RootElement.GetProperty("acr").GetString());
    }

    [Fact(DisplayName = "Section 14: the audit keys of second factors, without a secret in any entry")]
    public async Task The_audit_keys()
    {
        await SetAsync("Totp,BackupCode", "Mandatory");
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        var secret = await browser.BindTotpAsync();
        var codes = await browser.BindBackupCodesAsync();
        (await browser.BindAsync("WebAuthn", "nothing")).Expect(404);
        (await browser.PostAsync("/api/experience/profile/mfa/passkey", new { verificationId = "nothing" })).Expect(404);
        (await browser.SayAsync("mfa-enabled")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        var next = new Browser(Server);
        var second = await next.EnterInteractionAsync();
        await next.IdentifyByPasswordAsync(username);
        (await next.SubmitAsync()).Expect(403);
        (await next.GiveTotpAsync(Wrong(Code(secret)))).Expect(400);
        (await next.GiveBackupCodeAsync(codes[0])).Expect(200);

        var rows = (await Server.StepsAsync(interaction.Id)).Skip(3).Concat((await Server.StepsAsync(second.Id)).Skip(3)).ToList();
        Assert.Equal(
            [
                "Verification.Totp.Create Success", "Verification.Totp.Submit Success", "BindMfa.Totp.Submit Success",
                "Verification.BackupCode.Create Success", "BindMfa.BackupCode.Submit Success", "BindMfa.WebAuthn.Submit Error", "SignInPasskey.Submit Error",
                "Profile.Update Success", "Submit Success", "Submit Error", "Verification.Totp.Submit Error", "Verification.BackupCode.Submit Success",
            ],
            rows.Select(row => row.Key["Interaction.SignIn.".Length..] + " " + row.Payload.ToElement().GetProperty("result").GetString()));
        Assert.DoesNotContain(rows, row => row.Payload.Text.Contains(secret, StringComparison.Ordinal) || row.Payload.Text.Contains(codes[1], StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal("127.0.0.1", row.Payload.ToElement().GetProperty("signInContext").GetProperty("ip").GetString()));
    }

    [Fact(DisplayName = "contract/management-webhooks.md 6.4: a lock of a second factor names the user")]
    public async Task A_lock_is_told()
    {
        await SetAsync("Totp", "Mandatory", sentinel: """{"maxAttempts":1}""");
        await using var receiver = await Receiver.StartAsync();
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { name = "test", events = LockoutEvents, config = new { url = receiver.Url } })).Expect(201);
        try
        {
            var (id, username, _) = await NewTotpUserAsync();
            (await (await IdentifiedAsync(username)).GiveTotpAsync("x")).Expect(400, "session.verification_blocked_too_many_attempts");
            var told = Assert.Single(await receiver.WaitAsync(1));
            Assert.Equal(("Identifier.Lockout", "userId", id), (told["event"], told["type"], told["value"]));
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(204);
        }
    }
}
