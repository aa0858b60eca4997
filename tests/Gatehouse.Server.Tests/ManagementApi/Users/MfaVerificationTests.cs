using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.14.</summary>
public sealed class MfaVerificationTests : ServerTest
{
    private static readonly string[] TenCodes = [.. Enumerable.Range(0, 10).Select(number => $"ABCDEF000{number}")];

    private static string Path(string userId) => $"/api/users/{userId}/mfa-verifications";

    private async Task<JsonElement[]> BoundAsync(string userId) => [.. (await Api.GetAnswerAsync(Path(userId))).Expect(200).Json.EnumerateArray()];

    private Task<string> StoredAsync(string userId) =>
        Server.InDatabaseAsync(async db => (await db.Users.AsNoTracking().SingleAsync(user => user.Id == userId)).MfaVerifications.Text);

    [Fact(DisplayName = "Contract 2.14: a TOTP secret is made, shown once with its QR code, and sealed")]
    public async Task Totp()
    {
        var user = await Api.NewUserAsync(new { name = "홍 길동" });
        Assert.Empty(await BoundAsync(user.Id));
        var made = (await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp" })).Expect(200);
        Assert.Equal(["type", "secret", "secretQrCode"], made.Json.EnumerateObject().Select(member => member.Name));
        var secret = made["secret"].GetString()!;
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        var picture = made["secretQrCode"].GetString()!;
        Assert.StartsWith("data:image/png;base64,", picture, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Convert.FromBase64String(picture["data:image/png;base64,".Length..])[..4]);

        var bound = Assert.Single(await BoundAsync(user.Id));
        Assert.Equal(["id", "createdAt", "type"], bound.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{21}$", bound.GetProperty("id").GetString()!);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", bound.GetProperty("createdAt").GetString()!);
        Assert.Equal("Totp", bound.GetProperty("type").GetString());
        var stored = Assert.Single(MfaVerification.ListOf(JsonText.FromStored(await StoredAsync(user.Id))));
        Assert.DoesNotContain(secret, stored.Key, StringComparison.Ordinal);
        Assert.Equal(secret, Server.Services.GetRequiredService<Sealer>().Open(new SealedText(stored.Key!)));
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp", secret = "not valid" })).Expect(422, "user.totp_already_in_use");
    }

    [Theory(DisplayName = "Contract 2.14: a given secret is base32 of 16 to 32 characters")]
    [InlineData("ABCDEFGHIJKLMNOP", true)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", true)]
    [InlineData("ABCDEFGHIJKLMNOPQR======", true)]
    [InlineData("ABCDEFGHIJKLMNOPQR", true)]
    [InlineData("ABCDEFGHIJKLMNO", false)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567AA", false)]
    [InlineData("abcdefghijklmnop", false)]
    [InlineData("ABCDEFGHIJKLMNO1", false)]
    [InlineData("ABCDEFGHIJKLMNOPQ", false)]
    [InlineData("ABCDEFGHIJKLMNOPQR=", false)]
    [InlineData("ABCDEFGH=JKLMNOP", false)]
    [InlineData("", false)]
    public async Task Given_secrets(string secret, bool isFine)
    {
        var user = await Api.NewUserAsync();
        var answer = await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp", secret });
        if (isFine) Assert.Equal(secret, answer.Expect(200)["secret"].GetString());
        else answer.Expect(422, "user.totp_secret_invalid");
        Assert.Equal(isFine ? 1 : 0, (await BoundAsync(user.Id)).Length);
    }

    [Fact(DisplayName = "Contract 2.14: backup codes need another factor, are ten, and are replaced when used up")]
    public async Task Backup_codes()
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode", codes = Array.Empty<string>() })).Expect(422, "session.mfa.backup_code_can_not_be_alone");
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp" })).Expect(200);
        foreach (var bad in (string[][])[[], TenCodes[..9], [.. TenCodes, "ABCDEF0010"], [.. TenCodes[..9], "ABCDEF000"], [.. TenCodes[..9], "ABCDEF000G"]])
            (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode", codes = bad })).Expect(422, "user.wrong_backup_code_format");

        var made = (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode" })).Expect(200);
        Assert.Equal(["type", "codes"], made.Json.EnumerateObject().Select(member => member.Name));
        var codes = made["codes"].EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9a-f]{10}$", code));
        var stored = await StoredAsync(user.Id);
        Assert.All(codes, code => Assert.DoesNotContain(code, stored, StringComparison.Ordinal));
        var bound = await BoundAsync(user.Id);
        Assert.Equal(["id", "createdAt", "type", "remainCodes"], bound[1].EnumerateObject().Select(member => member.Name));
        Assert.Equal(10, bound[1].GetProperty("remainCodes").GetInt32());
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode", codes = Array.Empty<string>() })).Expect(422, "user.backup_code_already_in_use");

        await Server.InDatabaseAsync(async db =>
        {
            var row = await db.Users.SingleAsync(candidate => candidate.Id == user.Id);
            row.SetMfaVerifications([.. MfaVerification.ListOf(row.MfaVerifications).Select(factor => factor with
            {
                Codes = factor.Codes is { } all ? [.. all.Select(code => code with { UsedAt = DateTime.UnixEpoch })] : null,
            })]);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(0, (await BoundAsync(user.Id))[1].GetProperty("remainCodes").GetInt32());
        Assert.Equal(TenCodes, (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode", codes = TenCodes })).Expect(200)["codes"].EnumerateArray().Select(code => code.GetString()));
        Assert.Equal(2, (await BoundAsync(user.Id)).Length);
    }

    [Fact(DisplayName = "Contract 2.14: a factor is taken away once; backup codes may be left alone")]
    public async Task Removal()
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp" })).Expect(200);
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "BackupCode" })).Expect(200);
        var totp = (await BoundAsync(user.Id))[0].GetProperty("id").GetString();
        (await Api.DeleteAnswerAsync($"{Path(user.Id)}/{totp}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{Path(user.Id)}/{totp}")).Expect(404, "entity.not_found");
        Assert.Equal("BackupCode", Assert.Single(await BoundAsync(user.Id)).GetProperty("type").GetString());
    }

    [Fact(DisplayName = "Contract 2.14: a passkey shows its browser and name, and can't be bound here")]
    public async Task Passkeys()
    {
        var user = await Api.NewUserAsync();
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.MfaVerifications, JsonText.FromStored(
            """[{"id":"k","type":"WebAuthn","createdAt":"2026-01-02T03:04:05.678Z","lastUsedAt":"2026-02-02T03:04:05Z","agent":"Firefox","name":"my key","credentialId":"c","publicKey":"p","counter":3}]"""))));
        Assert.Equal(
            """[{"id":"k","createdAt":"2026-01-02T03:04:05.678Z","lastUsedAt":"2026-02-02T03:04:05.000Z","type":"WebAuthn","agent":"Firefox","name":"my key"}]""",
            (await Api.GetAnswerAsync(Path(user.Id))).Expect(200).Text);
        // What is not read here is kept when something else changes.
        (await Api.PostAnswerAsync(Path(user.Id), new { type = "Totp" })).Expect(200);
        Assert.Contains("\"credentialId\":\"c\",\"publicKey\":\"p\",\"counter\":3", await StoredAsync(user.Id), StringComparison.Ordinal);
        (await Api.DeleteAnswerAsync(Path(user.Id) + "/k")).Expect(204);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":"WebAuthn"}""")]
    [InlineData("""{"type":"EmailVerificationCode"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"Totp","secret":7}""")]
    [InlineData("""{"type":"BackupCode","codes":"x"}""")]
    [InlineData("""{"type":"BackupCode","codes":[1]}""")]
    public async Task A_bad_body_binds_nothing(string body)
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync(Path(user.Id), body)).Expect(400, "guard.invalid_input");
        Assert.Empty(await BoundAsync(user.Id));
    }

    [Fact]
    public async Task An_unknown_user_has_none()
    {
        (await Api.GetAnswerAsync(Path("nobody"))).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(Path("nobody"), new { type = "Totp" })).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(Path("nobody"), new { type = "BackupCode" })).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync(Path("nobody") + "/x")).Expect(404, "entity.not_found");
    }

    [Fact(DisplayName = "Of 50 requests at once one binds TOTP")]
    public async Task A_race_has_one_winner()
    {
        var user = await Api.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(Path(user.Id), new { type = "Totp" })));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "user.totp_already_in_use"));
        Assert.Single(await BoundAsync(user.Id));
    }
}
