using System.Text.Json;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 4 and 8: authenticator apps, backup codes, and answers to questions of the sign-in.</summary>
public sealed class AccountFactorTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Factors = "/api/my-account/mfa-verifications";

    private static readonly string[] TenCodes = [.. Enumerable.Range(0, 10).Select(number => $"ABCDEF000{number}")];

    [Fact(DisplayName = "Contract 8: a secret is made, of which nothing is kept, and bound with or without a code")]
    public async Task Authenticator_apps()
    {
        var user = await NewVerifiedAsync();
        var made = (await user.PostAsync(Factors + "/totp-secret/generate")).Expect(200);
        Assert.Equal(["secret"], Members(made.Json));
        var secret = made["secret"].GetString()!;
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        Assert.Equal("[]", (await user.GetAsync(Factors)).Expect(200).Text);
        (await AddTotpAsync(user, secret, Code(secret, -5))).Expect(400, "session.mfa.invalid_totp_code");
        (await AddTotpAsync(user, secret, "")).Expect(400, "session.mfa.invalid_totp_code");
        Assert.Equal("[]", (await user.GetAsync(Factors)).Expect(200).Text);
        Assert.Equal("""{"mfa":{"skipped":false,"skipMfaOnSignIn":false},"passkeySignIn":{"skipped":false}}""", (await user.GetAsync("/api/my-account/logto-configs")).Expect(200).Text);

        (await AddTotpAsync(user, secret, Code(secret))).Expect(204);
        var factor = Assert.Single((await user.GetAsync(Factors)).Expect(200).Json.EnumerateArray());
        Assert.Equal(["id", "createdAt", "type"], Members(factor));
        Assert.Equal("""{"mfa":{"enabled":true,"skipped":false,"skipMfaOnSignIn":false},"passkeySignIn":{"skipped":false}}""", (await user.GetAsync("/api/my-account/logto-configs")).Expect(200).Text);
        Assert.DoesNotContain(secret, await RowAsync(user), StringComparison.Ordinal);
        Assert.True(await Server.InDatabaseAsync(db => db.Events.AnyAsync(row => row.Subject == user.Id && row.Name == "User.Data.Updated")));

        (await AddTotpAsync(user, TotpSecret.New(), null)).Expect(422, "user.totp_already_in_use");
        (await AddTotpAsync(user, "no base32!", null)).Expect(422, "user.totp_already_in_use");
        (await user.DeleteAsync($"{Factors}/{factor.GetProperty("id").GetString()}")).Expect(204);
        (await AddTotpAsync(user, "no base32!", null)).Expect(400, "user.totp_secret_invalid");
        (await AddTotpAsync(user, TotpSecret.New(), null)).Expect(204);
    }

    [Fact(DisplayName = "Contract 8: PUT replaces the app, or adds one; the code is mandatory")]
    public async Task Replacing_an_app()
    {
        var user = await NewVerifiedAsync();
        var (first, second) = (TotpSecret.New(), TotpSecret.New());
        (await ReplaceAsync(first, Code(first))).Expect(204);
        var before = (await user.GetAsync(Factors)).Json[0].GetProperty("id").GetString();
        (await ReplaceAsync(second, Code(first))).Expect(400, "session.mfa.invalid_totp_code");
        (await ReplaceAsync("no base32!", "123456")).Expect(400, "user.totp_secret_invalid");
        (await user.PutAsync(Factors + "/totp", new { secret = second })).Expect(400, "guard.invalid_input");
        Assert.Equal(before, (await user.GetAsync(Factors)).Json[0].GetProperty("id").GetString());
        (await ReplaceAsync(second, Code(second))).Expect(204);
        Assert.NotEqual(before, Assert.Single((await user.GetAsync(Factors)).Json.EnumerateArray()).GetProperty("id").GetString());
        await SetAsync(factors: "BackupCode");
        (await ReplaceAsync(second, Code(second))).Expect(400, "session.mfa.mfa_factor_not_enabled");

        Task<Answer> ReplaceAsync(string secret, string code) => user.PutAsync(Factors + "/totp", new { secret, code });
    }

    [Fact]
    public async Task Of_fifty_apps_at_once_one_is_bound()
    {
        var user = await NewVerifiedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AddTotpAsync(user, TotpSecret.New(), null)));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(422, "user.totp_already_in_use"));
        Assert.Single((await user.GetAsync(Factors)).Expect(200).Json.EnumerateArray());
    }

    [Fact(DisplayName = "Contract 8: backup codes stand beside another factor, ten of ten hex digits, and are shown to whoever has verified")]
    public async Task Backup_codes()
    {
        var user = await NewVerifiedAsync();
        var made = (await user.PostAsync(Factors + "/backup-codes/generate")).Expect(200);
        Assert.Equal(["codes"], Members(made.Json));
        Assert.Equal(10, made["codes"].EnumerateArray().Count(code => System.Text.RegularExpressions.Regex.IsMatch(code.GetString()!, "^[0-9a-f]{10}$")));
        (await user.GetAsync(Factors + "/backup-codes")).Expect(404, NoRecord);
        (await AddCodesAsync(TenCodes)).Expect(422, "session.mfa.backup_code_can_not_be_alone");
        (await AddTotpAsync(user, TotpSecret.New(), null)).Expect(204);
        (await AddCodesAsync(TenCodes[1..])).Expect(422, "user.wrong_backup_code_format");
        (await AddCodesAsync([.. TenCodes[1..], "too long to be one"])).Expect(422, "user.wrong_backup_code_format");
        (await AddCodesAsync(TenCodes)).Expect(204);
        (await AddCodesAsync(TenCodes)).Expect(422, "user.backup_code_already_in_use");
        var listed = (await user.GetAsync(Factors)).Expect(200).Json[1];
        Assert.Equal(["id", "createdAt", "type", "remainCodes"], Members(listed));
        Assert.Equal(10, listed.GetProperty("remainCodes").GetInt32());
        Assert.DoesNotContain(TenCodes[0], await RowAsync(user), StringComparison.Ordinal);

        var shown = (await user.GetAsync(Factors + "/backup-codes")).Expect(200)["codes"];
        Assert.Equal(TenCodes, shown.EnumerateArray().Select(code => code.GetProperty("code").GetString()));
        using (var scope = Server.Services.GetService(typeof(Microsoft.Extensions.DependencyInjection.IServiceScopeFactory)) is Microsoft.Extensions.DependencyInjection.IServiceScopeFactory scopes ? scopes.CreateScope() : null)
        {
            ((CurrentTenant)scope!.ServiceProvider.GetService(typeof(CurrentTenant))!).Id = "default";
            var used = await ((UseSecondFactor)scope.ServiceProvider.GetService(typeof(UseSecondFactor))!).BackupCodeAsync(user.Id, TenCodes[3].ToLowerInvariant(), TestContext.Current.CancellationToken);
            Assert.Null(used.Refusal);
        }

        var usedCode = (await user.GetAsync(Factors + "/backup-codes")).Expect(200)["codes"][3];
        Assert.Equal(["code", "usedAt"], Members(usedCode));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", usedCode.GetProperty("usedAt").GetString()!);
        Assert.Equal(9, (await user.GetAsync(Factors)).Json[1].GetProperty("remainCodes").GetInt32());
        // What stands behind them may go.
        (await user.DeleteAsync($"{Factors}/{(await user.GetAsync(Factors)).Json[0].GetProperty("id").GetString()}")).Expect(204);
        Assert.Single((await user.GetAsync(Factors)).Expect(200).Json.EnumerateArray());

        Task<Answer> AddCodesAsync(string[] codes) => user.PostAsync(Factors, new { type = "BackupCode", codes });
    }

    [Fact(DisplayName = "Contract 8: a factor that the tenant does not offer is 400")]
    public async Task Factors_that_are_not_offered()
    {
        var user = await NewVerifiedAsync();
        await SetAsync(factors: "");
        (await AddTotpAsync(user, TotpSecret.New(), null)).Expect(400, "session.mfa.mfa_factor_not_enabled");
        (await user.PostAsync(Factors, new { type = "BackupCode", codes = TenCodes })).Expect(400, "session.mfa.mfa_factor_not_enabled");
        Assert.Equal("[]", (await user.GetAsync(Factors)).Expect(200).Text);
    }

    [Theory(DisplayName = "Contract 8: bodies that do not fit")]
    [InlineData("""{"type":"Totp"}""")]
    [InlineData("""{"type":"TOTP","secret":"JBSWY3DPEHPK3PXP"}""")]
    [InlineData("""{"type":"EmailVerificationCode"}""")]
    [InlineData("""{"type":"BackupCode"}""")]
    [InlineData("""{"type":"BackupCode","codes":[1]}""")]
    [InlineData("""{"type":"WebAuthn"}""")]
    [InlineData("{}")]
    public async Task Bodies(string body) => (await (await NewVerifiedAsync()).PostAsync(Factors, body)).Expect(400, "guard.invalid_input");

    [Fact(DisplayName = "Contract 8: a factor that the user does not have is 400 verification_record.not_found, somebody else's too")]
    public async Task Unknown_factors()
    {
        var (user, other) = (await NewVerifiedAsync(), await NewVerifiedAsync());
        (await AddTotpAsync(other, TotpSecret.New(), null)).Expect(204);
        var theirs = (await other.GetAsync(Factors)).Json[0].GetProperty("id").GetString();
        foreach (var id in new[] { "unknown", theirs })
        {
            (await user.DeleteAsync($"{Factors}/{id}")).Expect(400, NoRecord);
            (await user.PatchAsync(new { name = "New" }, $"{Factors}/{id}/name")).Expect(400, NoRecord);
        }

        // An app has no name.
        (await other.PatchAsync(new { name = "New" }, $"{Factors}/{theirs}/name")).Expect(400, NoRecord);
        Assert.Single((await other.GetAsync(Factors)).Json.EnumerateArray());
    }

    [Fact(DisplayName = "Contract 8: codes to addresses are not listed")]
    public async Task Addresses_are_not_listed()
    {
        await SetAsync(factors: "EmailVerificationCode,PhoneVerificationCode");
        var user = await NewUserAsync(fields: new { primaryEmail = Address(), primaryPhone = Phone() });
        Assert.Equal("[]", (await user.GetAsync(Factors)).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract 4: mfa-settings and logto-configs, each given member alone")]
    public async Task Answers_to_questions()
    {
        const string Settings = "/api/my-account/mfa-settings", Configs = "/api/my-account/logto-configs";
        var user = await NewVerifiedAsync();
        Assert.Equal("""{"skipMfaOnSignIn":false}""", (await user.GetAsync(Settings)).Expect(200).Text);
        Assert.Equal("""{"skipMfaOnSignIn":true}""", (await user.PatchAsync(new { skipMfaOnSignIn = true }, Settings)).Expect(200).Text);
        (await user.PatchAsync(new { }, Settings)).Expect(400, "guard.invalid_input");
        (await user.PatchAsync(new { skipMfaOnSignIn = "yes" }, Settings)).Expect(400, "guard.invalid_input");
        var changed = (await user.PatchAsync(new { mfa = new { enabled = true, additionalBindingSuggestionSkipped = true }, passkeySignIn = new { skipped = true } }, Configs)).Expect(200).Text;
        Assert.Equal("""{"mfa":{"enabled":true,"skipped":false,"skipMfaOnSignIn":true},"passkeySignIn":{"skipped":true}}""", changed);
        Assert.Equal(changed, (await user.PatchAsync(new { }, Configs)).Expect(200).Text);
        (await user.PatchAsync(new { mfa = new { enabled = 1 } }, Configs)).Expect(400, "guard.invalid_input");
        Assert.Equal(changed, (await Api.GetAnswerAsync($"/api/users/{user.Id}/logto-configs")).Expect(200).Text);
        Assert.Contains("\"additionalBindingSuggestionSkipped\":true", await Server.InDatabaseAsync(async db => (await db.Set<Gatehouse.Server.Users.User>().SingleAsync(row => row.Id == user.Id)).LogtoConfig.Text));
    }

    private static Task<Answer> AddTotpAsync(AccountUser user, string secret, string? code) =>
        user.PostAsync(Factors, code is null ? new { type = "Totp", secret } : new { type = "Totp", secret, code });

    private string Code(string secret, int stepsLater = 0) => TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(Server.Clock.GetUtcNow()) + stepsLater);

    private Task<string> RowAsync(AccountUser user) =>
        Server.InDatabaseAsync(async db => (await db.Set<Gatehouse.Server.Users.User>().AsNoTracking().SingleAsync(row => row.Id == user.Id)).MfaVerifications.Text);
}
