using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>contract/experience-api.md 4.5, and the authenticator app's part of 8.3 and 11.1.</summary>
public sealed class TotpTests(MfaServer mfa) : MfaTest(mfa)
{
    private const string Wanted = "session.mfa.invalid_totp_code";

    [Fact(DisplayName = "Section 18: enrolment at sign-in, then the app is asked for and its code signs in")]
    public async Task From_the_secret_to_the_next_sign_in()
    {
        await SetAsync("Totp", "Mandatory");
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");

        var made = (await browser.AskSecretAsync()).Expect(200);
        Assert.Equal(["verificationId", "secret", "secretQrCode"], made.Json.EnumerateObject().Select(member => member.Name));
        var (verificationId, secret) = (made["verificationId"].GetString()!, made["secret"].GetString()!);
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        Assert.StartsWith("data:image/png;base64,iVBOR", made["secretQrCode"].GetString()!, StringComparison.Ordinal);
        (await browser.BindAsync("Totp", verificationId)).Expect(400, "session.verification_failed");
        (await browser.GiveTotpAsync(Wrong(Code(secret)), verificationId)).Expect(400, Wanted);
        (await browser.GiveTotpAsync(Code(secret), verificationId)).Expect(200);
        (await browser.BindAsync("Totp", verificationId)).Expect(204);
        // Twice is as good as once.
        (await browser.BindAsync("Totp", verificationId)).Expect(204);
        var state = await browser.StateAsync();
        Assert.Equal("""{"mfaEnabled":true,"totp":{"type":"Totp"}}""", state["mfa"].GetRawText());
        Assert.Equal(id, Assert.Single(state["verificationRecords"].EnumerateArray(), record => record.GetProperty("type").GetString() == "Totp").GetProperty("userId").GetString());
        Assert.DoesNotContain(secret, state.Text, StringComparison.Ordinal);
        Assert.Empty(await FactorsAsync(id));
        var first = (await browser.SubmitAsync()).Expect(200).Text;
        Assert.Equal(first, (await browser.SubmitAsync()).Expect(200).Text);
        Assert.Equal(["Totp"], await FactorsAsync(id));
        Assert.True((await ConfigAsync(id)).GetProperty("mfa").GetProperty("enabled").GetBoolean());

        var next = await IdentifiedAsync(username);
        var demanded = (await next.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        Assert.Equal("""{"availableFactors":["Totp"],"maskedIdentifiers":{}}""", demanded["data"].GetRawText());
        (await next.GiveTotpAsync(Wrong(Code(secret)))).Expect(400, Wanted);
        (await next.SubmitAsync()).Expect(403);
        // The step that confirmed the secret was not used up by it.
        (await next.GiveTotpAsync(Code(secret))).Expect(200);
        (await next.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Section 8.2: what was bound a moment ago shows nothing, and a code of another's secret neither")]
    public async Task A_fresh_secret_is_no_proof()
    {
        await SetAsync("Totp,EmailVerificationCode", "Mandatory");
        var (id, username, _) = await NewTotpUserAsync();
        var browser = await IdentifiedAsync(username);
        var made = (await browser.AskSecretAsync()).Expect(200);
        (await browser.GiveTotpAsync(Code(made["secret"].GetString()!), made["verificationId"].GetString()!)).Expect(200);
        (await browser.BindAsync("Totp", made["verificationId"].GetString()!)).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        Assert.Single(await FactorsAsync(id));
    }

    [Fact(DisplayName = "reliability.md 7: a step once used, and those before it, are refused across sessions")]
    public async Task A_code_is_used_once()
    {
        await SetAsync("Totp", "Mandatory");
        var (_, username, secret) = await NewTotpUserAsync();
        var (one, other) = (await IdentifiedAsync(username), await IdentifiedAsync(username));
        var (earlier, code) = (Code(secret, -1), Code(secret));
        (await one.GiveTotpAsync(code)).Expect(200);
        (await one.GiveTotpAsync(code)).Expect(400, Wanted);
        (await other.GiveTotpAsync(code)).Expect(400, Wanted);
        (await other.GiveTotpAsync(earlier)).Expect(400, Wanted);
        (await other.SubmitAsync()).Expect(403);
        NextStep();
        (await other.GiveTotpAsync(Code(secret))).Expect(200);
        (await other.SubmitAsync()).Expect(200);
        (await one.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "reliability.md 7: of 50 sign-ins that give one code at once one is taken")]
    public async Task Of_many_at_once_one_is_taken()
    {
        await SetAsync("Totp", "Mandatory");
        var (_, username, secret) = await NewTotpUserAsync();
        List<Browser> browsers = [];
        for (var number = 0; number < 5; number++) browsers.Add(await IdentifiedAsync(username));
        var code = Code(secret);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => browsers[number % 5].GiveTotpAsync(code)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, Wanted));
    }

    [Fact(DisplayName = "Section 11.1: guesses have a pool of their own, by user, and confirming a new secret is not counted")]
    public async Task Guessing_locks()
    {
        const string Blocked = "session.verification_blocked_too_many_attempts";
        await SetAsync("Totp,BackupCode", "Mandatory", sentinel: """{"maxAttempts":3,"lockoutDuration":10}""");
        var (id, username, secret) = await NewTotpUserAsync();
        var codes = await AddBackupCodesAsync(id);
        var browser = await IdentifiedAsync(username);
        (await browser.GiveTotpAsync(Wrong(Code(secret)))).Expect(400, Wanted);
        (await (await IdentifiedAsync(username)).GiveTotpAsync("x")).Expect(400, Wanted);
        var made = (await browser.AskSecretAsync()).Expect(200);
        for (var tried = 0; tried < 5; tried++) (await browser.GiveTotpAsync("000", made["verificationId"].GetString()!)).Expect(400, Wanted);
        (await browser.GiveTotpAsync("x")).Expect(400, Blocked);
        (await browser.GiveTotpAsync(Code(secret))).Expect(400, Blocked);
        // Neither the password nor another factor is locked by that, and nobody else.
        (await browser.GivePasswordAsync(username)).Expect(200);
        (await browser.GiveBackupCodeAsync(codes[0])).Expect(200);
        var (_, somebody, another) = await NewTotpUserAsync();
        (await (await IdentifiedAsync(somebody)).GiveTotpAsync(Code(another))).Expect(200);
        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = new[] { id } })).Expect(204);
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
    }

    [Fact]
    public async Task Nothing_is_made_or_looked_at_before_somebody_is_identified()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.AskSecretAsync()).Expect(404, "session.interaction_not_found");
        (await browser.BeginAsync()).Expect(204);
        (await browser.AskSecretAsync()).Expect(404, "session.identifier_not_found");
        (await browser.GiveTotpAsync("123456")).Expect(404, "session.identifier_not_found");
        (await browser.GiveTotpAsync("123456", "nothing")).Expect(404, "session.identifier_not_found");
        (await browser.PostAsync("/api/experience/verification/totp/verify", new { })).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_user_without_an_app_has_no_right_code_and_no_record_of_another()
    {
        await SetAsync("Totp", "UserControlled");
        var (_, username) = await Server.NewSignerAsync();
        var (_, other, secret) = await NewTotpUserAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.GiveTotpAsync(Code(secret))).Expect(400, Wanted);
        (await browser.GiveTotpAsync("123456", "nothing")).Expect(404, "session.verification_session_not_found");
        (await browser.BindAsync("Totp", "nothing")).Expect(404, "session.verification_session_not_found");
        // A record that shows the factor gives none.
        var owner = await IdentifiedAsync(other);
        var shown = (await owner.GiveTotpAsync(Code(secret))).Expect(200)["verificationId"].GetString()!;
        (await owner.GiveTotpAsync(Code(secret), shown)).Expect(400, "session.mfa.pending_info_not_found");
        (await owner.BindAsync("Totp", shown)).Expect(400, "session.mfa.pending_info_not_found");
        (await browser.BindAsync("Totp", shown)).Expect(404, "session.verification_session_not_found");
    }

    [Fact]
    public async Task A_second_app_is_refused_when_it_is_bound_and_at_the_end()
    {
        await SetAsync("Totp,EmailVerificationCode", "UserControlled");
        var (id, username, secret) = await NewTotpUserAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
        var made = (await browser.AskSecretAsync()).Expect(200);
        (await browser.GiveTotpAsync(Code(made["secret"].GetString()!), made["verificationId"].GetString()!)).Expect(200);
        // The factor was shown, though the record of it has been replaced.
        (await browser.BindAsync("Totp", made["verificationId"].GetString()!)).Expect(422, "user.totp_already_in_use");

        var (fresh, name) = await Server.NewSignerAsync();
        var late = await IdentifiedAsync(name);
        await late.BindTotpAsync();
        await AddTotpAsync(fresh);
        (await late.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        Assert.Equal(["Totp"], await FactorsAsync(fresh));
        Assert.Equal(["Totp"], await FactorsAsync(id));
    }

    [Fact]
    public async Task What_the_tenant_does_not_take_is_not_bound()
    {
        await SetAsync("EmailVerificationCode", "UserControlled");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var made = (await browser.AskSecretAsync()).Expect(200);
        (await browser.GiveTotpAsync(Code(made["secret"].GetString()!), made["verificationId"].GetString()!)).Expect(200);
        (await browser.BindAsync("Totp", made["verificationId"].GetString()!)).Expect(400, "session.mfa.mfa_factor_not_enabled");
        await SetAsync("Totp", "UserControlled");
        (await browser.BindAsync("Totp", made["verificationId"].GetString()!)).Expect(204);
        await SetAsync("EmailVerificationCode", "UserControlled");
        (await browser.SubmitAsync()).Expect(400, "session.mfa.mfa_factor_not_enabled");
    }

    [Fact]
    public async Task The_secret_is_stored_sealed_and_its_use_is_remembered()
    {
        await SetAsync("Totp", "Mandatory");
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var secret = await browser.BindTotpAsync();
        var kept = await Server.InDatabaseAsync(async db => string.Join('\n', await db.Interactions.AsNoTracking().Select(row => row.State).ToListAsync()));
        Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        (await browser.SubmitAsync()).Expect(200);
        var next = await IdentifiedAsync(username);
        (await next.GiveTotpAsync(Code(secret))).Expect(200);
        var stored = await Server.InDatabaseAsync(async db => (await db.Users.AsNoTracking().SingleAsync(user => user.Id == id)).MfaVerifications);
        Assert.DoesNotContain(secret, stored.Text, StringComparison.Ordinal);
        var factor = Assert.Single(MfaVerification.ListOf(stored));
        Assert.NotNull(factor.LastUsedAt);
        var entries = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.UserId == id).ToListAsync());
        Assert.DoesNotContain(entries, row => row.Payload.Text.Contains(secret, StringComparison.Ordinal));
    }
}
