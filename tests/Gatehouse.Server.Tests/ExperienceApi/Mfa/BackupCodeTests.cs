using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>contract/experience-api.md 4.8, and the backup codes' part of 8.3, 8.4 and 11.1.</summary>
public sealed class BackupCodeTests(MfaServer mfa) : MfaTest(mfa)
{
    private const string Wanted = "session.mfa.invalid_backup_code";

    [Fact(DisplayName = "Section 18: a new app brings new backup codes, each of which signs in once")]
    public async Task From_the_codes_to_the_next_sign_ins()
    {
        await SetAsync("Totp,BackupCode", "Mandatory");
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        await browser.BindTotpAsync();
        (await browser.SubmitAsync()).Expect(422, "session.mfa.backup_code_required");
        var made = (await browser.AskBackupCodesAsync()).Expect(200);
        Assert.Equal(["verificationId", "codes"], made.Json.EnumerateObject().Select(member => member.Name));
        var codes = made["codes"].EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9a-f]{10}$", code));
        (await browser.BindAsync("BackupCode", made["verificationId"].GetString()!)).Expect(204);
        var state = await browser.StateAsync();
        Assert.Equal("""{"mfaEnabled":true,"totp":{"type":"Totp"},"backupCode":{"type":"BackupCode"}}""", state["mfa"].GetRawText());
        Assert.DoesNotContain(codes[0], state.Text, StringComparison.Ordinal);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(["Totp", "BackupCode"], await FactorsAsync(id));

        var next = await IdentifiedAsync(username);
        Assert.Equal("""["Totp","BackupCode"]""", (await next.SubmitAsync()).Expect(403)["data"].GetProperty("availableFactors").GetRawText());
        (await next.GiveBackupCodeAsync(codes[3])).Expect(200);
        Assert.Equal(codes[3], (await next.StateAsync())["verificationRecords"].EnumerateArray().Last().GetProperty("code").GetString());
        (await next.SubmitAsync()).Expect(200);
        var again = await IdentifiedAsync(username);
        (await again.GiveBackupCodeAsync(codes[3])).Expect(400, Wanted);
        (await again.SubmitAsync()).Expect(403);
        (await again.GiveBackupCodeAsync(codes[4].ToUpperInvariant())).Expect(200);
        (await again.SubmitAsync()).Expect(200);

        var stored = await Server.InDatabaseAsync(async db => (await db.Users.AsNoTracking().SingleAsync(user => user.Id == id)).MfaVerifications);
        Assert.All(codes, code => Assert.DoesNotContain(code, stored.Text, StringComparison.Ordinal));
        var kept = MfaVerification.ListOf(stored).Single(factor => factor.Type == "BackupCode");
        Assert.Equal((8, true), (kept.RemainingCodes, kept.LastUsedAt is not null));
    }

    [Fact(DisplayName = "Section 4.8: of 50 sign-ins that give one code at once one is taken")]
    public async Task Of_many_at_once_one_is_taken()
    {
        await SetAsync("Totp,BackupCode", "Mandatory");
        var (id, username, _) = await NewTotpUserAsync();
        var codes = await AddBackupCodesAsync(id);
        List<Browser> browsers = [];
        for (var number = 0; number < 5; number++) browsers.Add(await IdentifiedAsync(username));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => browsers[number % 5].GiveBackupCodeAsync(codes[0])));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, Wanted));
        var remaining = (await Api.GetAnswerAsync($"/api/users/{id}/mfa-verifications")).Expect(200).Json.EnumerateArray().Last().GetProperty("remainCodes").GetInt32();
        Assert.Equal(9, remaining);
    }

    [Fact(DisplayName = "Section 8.4 step 7: whoever used the last code has shown it, and makes new ones")]
    public async Task The_last_code_is_good_and_new_ones_are_needed()
    {
        await SetAsync("Totp,BackupCode", "Mandatory");
        var (id, username, _) = await NewTotpUserAsync();
        var codes = await AddBackupCodesAsync(id);
        var browser = await IdentifiedAsync(username);
        foreach (var code in codes) (await browser.GiveBackupCodeAsync(code)).Expect(200);
        (await browser.SubmitAsync()).Expect(422, "session.mfa.backup_code_required");
        var fresh = await browser.BindBackupCodesAsync();
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(["Totp", "BackupCode"], await FactorsAsync(id));
        var next = await IdentifiedAsync(username);
        (await next.GiveBackupCodeAsync(codes[9])).Expect(400, Wanted);
        (await next.GiveBackupCodeAsync(fresh[0])).Expect(200);
        (await next.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Section 11.1: guesses have a pool of their own, by user")]
    public async Task Guessing_locks()
    {
        await SetAsync("Totp,BackupCode", "Mandatory", sentinel: """{"maxAttempts":2,"lockoutDuration":10}""");
        var (id, username, secret) = await NewTotpUserAsync();
        var codes = await AddBackupCodesAsync(id);
        var browser = await IdentifiedAsync(username);
        (await browser.GiveBackupCodeAsync("0000000000")).Expect(400, Wanted);
        (await browser.GiveBackupCodeAsync("")).Expect(400, "session.verification_blocked_too_many_attempts");
        (await browser.GiveBackupCodeAsync(codes[0])).Expect(400, "session.verification_blocked_too_many_attempts");
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(71));
        // Looked at during the lock, the code was not used up.
        (await (await IdentifiedAsync(username)).GiveBackupCodeAsync(codes[0])).Expect(200);
    }

    [Fact]
    public async Task Codes_do_not_stand_alone()
    {
        await SetAsync("Totp,BackupCode", "UserControlled");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var made = (await browser.AskBackupCodesAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.BindAsync("BackupCode", made)).Expect(422, "session.mfa.backup_code_can_not_be_alone");
        (await browser.BindAsync("BackupCode", "nothing")).Expect(404, "session.verification_session_not_found");
        // An address counts where its codes do.
        await SetAsync("Totp,BackupCode,EmailVerificationCode", "UserControlled");
        var user = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { primaryEmail = TestServer.Unique() + "@reader.example" })).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/logto-configs", new { mfa = new { enabled = false } })).Expect(200);
        await (await IdentifiedAsync(user.Username)).BindBackupCodesAsync();
        await SetAsync("Totp", "UserControlled");
        await browser.BindTotpAsync();
        made = (await browser.AskBackupCodesAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.BindAsync("BackupCode", made)).Expect(400, "session.mfa.mfa_factor_not_enabled");
    }

    [Fact]
    public async Task Nothing_is_made_or_looked_at_before_somebody_is_identified()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.AskBackupCodesAsync()).Expect(404, "session.identifier_not_found");
        (await browser.GiveBackupCodeAsync("0123456789")).Expect(404, "session.identifier_not_found");
        (await browser.PostAsync("/api/experience/verification/backup-code/verify", new { })).Expect(400, "guard.invalid_input");
        var (_, username) = await Server.NewSignerAsync();
        (await (await IdentifiedAsync(username)).GiveBackupCodeAsync("0123456789")).Expect(400, Wanted);
        var (_, other, _) = await NewTotpUserAsync();
        await SetAsync("Totp,BackupCode", "NoPrompt");
        var unverified = await IdentifiedAsync(other);
        var made = (await unverified.AskBackupCodesAsync()).Expect(200)["verificationId"].GetString()!;
        (await unverified.BindAsync("BackupCode", made)).Expect(403, "session.mfa.require_mfa_verification");
    }
}
