using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.5 and 2.7: passwords, imported and our own.</summary>
public sealed class PasswordTests : ServerTest
{
    private const string Password = "SecurePassword123!";
    private const string Md5 = "300a31fbdc6f3ff4fb27625c2ed49fdc";
    private const string OursAlready = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$31cW+2cjKfIBg+kSPvrw/uP5nZJ+jlZhL6Vw9MxFExQ";

    public static TheoryData<string, string, string> Imports { get; } = new()
    {
        { "Argon2i", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$yuez4EwOROLz+upCvyJH0cqMWZ8uig89boPL4j40vEQ", Password },
        { "Argon2d", "$argon2d$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$TLkO5DKnx7v1L7LXaOZ5Q/QQzXHnx4FsusgZNFjrV3U", Password },
        { "Argon2id", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$VnEZ3VhrgUGsrYjCzHJiT6NR3Y5yHieF9wUfIPZ6zus", Password },
        { "Bcrypt", "$2y$04$abcdefghijklmnopqrstuuVL/buk7kaREpZFETOPMnVXq.IaFEgmS", Password },
        { "Bcrypt", "$2a$04$abcdefghijklmnopqrstuuVL/buk7kaREpZFETOPMnVXq.IaFEgmS", Password },
        { "MD5", Md5, Password },
        { "SHA1", "463d8353f4b927fd953e5af7c41084183e8ce5fb", Password },
        { "SHA256", "b926e929192ee30e047ab90fc9d1e0d811a4ccc5f0411da2047abfccc8cd8f60", Password },
        { "Legacy", """["sha512",["pepper","@","salt"],"56aa68bc2c8a5b362c42745d06dd23dcf700e1d73c08ca737e19d38ed363fbf48ffb1ffb713ec8844851215e604982c7e69006435634d962393524f18b2d1a8c"]""", Password },
        { "Legacy", """["pbkdf2",["hex:00ff","1000","32","sha256","@"],"64c71a3c6fb69eb6d3089f8d3fa644a8238b0e017d1ad30b94ff8fab89451d67"]""", Password },
        { "Legacy", """["firebase-scrypt",["c2FsdA==","+/+/+/+/+/+/+/+/+/+/+/+/+/8=","Bw==","4","10","@"],"5KVjrii1+FoXRVjtHA+LYy2/1R0="]""", "pässword" },
    };

    private async Task<(string? Digest, string? Algorithm)> StoredAsync(string id)
    {
        var user = (await Api.GetAnswerAsync($"/api/users/{id}?includePasswordHash=true")).Expect(200);
        return (user["passwordDigest"].GetString(), user["passwordAlgorithm"].GetString());
    }

    private Task<Answer> VerifyAsync(string id, string password) => Api.PostAnswerAsync($"/api/users/{id}/password/verify", new { password });

    [Theory]
    [MemberData(nameof(Imports))]
    public async Task An_imported_digest_verifies_and_is_renewed_by_the_first_right_password(string passwordAlgorithm, string passwordDigest, string password)
    {
        var user = await Api.NewUserAsync(new { passwordDigest, passwordAlgorithm });
        Assert.True(user["hasPassword"].GetBoolean());
        (await VerifyAsync(user.Id, password + "x")).Expect(422, "session.invalid_credentials");
        Assert.Equal((passwordDigest, passwordAlgorithm), await StoredAsync(user.Id));
        (await VerifyAsync(user.Id, password)).Expect(204);
        var renewed = await StoredAsync(user.Id);
        Assert.Equal("Argon2id", renewed.Algorithm);
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", renewed.Digest, StringComparison.Ordinal);
        (await VerifyAsync(user.Id, password)).Expect(204);
        (await VerifyAsync(user.Id, password + "x")).Expect(422, "session.invalid_credentials");
        Assert.Equal(renewed, await StoredAsync(user.Id));
    }

    [Fact]
    public async Task A_digest_of_todays_parameters_stays_as_it_is()
    {
        var user = await Api.NewUserAsync(new { passwordDigest = OursAlready, passwordAlgorithm = "Argon2id" });
        (await VerifyAsync(user.Id, Password)).Expect(204);
        Assert.Equal((OursAlready, "Argon2id"), await StoredAsync(user.Id));
    }

    [Theory]
    [InlineData("MD5", "upper")]
    [InlineData("MD5", "not hex")]
    [InlineData("Bcrypt", "garbage")]
    [InlineData("Argon2id", "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$31cW")]
    [InlineData("Legacy", """["pbkdf2",["salt","1000","32","sha256","@"],"00"]""")]
    public async Task A_digest_that_nothing_matches_is_stored_and_matches_nothing(string passwordAlgorithm, string passwordDigest)
    {
        if (passwordDigest == "upper") passwordDigest = Md5.ToUpperInvariant();
        var user = await Api.NewUserAsync(new { passwordDigest, passwordAlgorithm });
        (await VerifyAsync(user.Id, Password)).Expect(422, "session.invalid_credentials");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""["sha256",["no place"],"00"]""")]
    [InlineData("""["pbkdf2",["hex:0","1000","32","sha256","@"],"00"]""")]
    public async Task A_malformed_legacy_digest_is_refused_at_once(string passwordDigest) =>
        (await Api.PostAnswerAsync("/api/users", new { passwordDigest, passwordAlgorithm = "Legacy" })).Expect(400, "password.invalid_legacy_password_format");

    [Fact]
    public async Task An_algorithm_without_a_digest_means_nothing_and_an_empty_digest_is_none()
    {
        Assert.False((await Api.NewUserAsync(new { passwordAlgorithm = "Bcrypt" }))["hasPassword"].GetBoolean());
        Assert.False((await Api.NewUserAsync(new { passwordDigest = "", passwordAlgorithm = "Bcrypt" }))["hasPassword"].GetBoolean());
        var user = await Api.NewUserAsync(new { passwordDigest = "", password = Password });
        (await VerifyAsync(user.Id, Password)).Expect(204);
        (await Api.PostAnswerAsync("/api/users", new { passwordAlgorithm = "argon2id" })).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_password_of_ones_own_is_Argon2id_and_never_shown_unasked()
    {
        var user = await Api.NewUserAsync(new { username = TestServer.Unique(), password = Password });
        Assert.True(user["hasPassword"].GetBoolean());
        Assert.DoesNotContain("argon2", user.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("argon2", (await Api.GetAnswerAsync("/api/users/" + user.Id)).Text, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", (await StoredAsync(user.Id)).Digest, StringComparison.Ordinal);
        var listed = (await Api.GetAnswerAsync($"/api/users?search={user["username"].GetString()}&includePasswordHash=YES&includeSsoIdentities=1")).Expect(200).Json[0];
        Assert.Equal(["hasPassword", "passwordDigest", "passwordAlgorithm"], listed.EnumerateObject().Select(member => member.Name).TakeLast(3));
        Assert.Equal((null, null), await StoredAsync((await Api.NewUserAsync()).Id));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("TRUE", true)]
    [InlineData("y", true)]
    [InlineData("Yes", true)]
    [InlineData("yep", true)]
    [InlineData("YEAH", true)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("on", false)]
    [InlineData("false", false)]
    public async Task A_switch_of_the_query_knows_six_ways_to_say_yes(string text, bool isYes)
    {
        var user = await Api.NewUserAsync();
        Assert.Equal(isYes, (await Api.GetAnswerAsync($"/api/users/{user.Id}?includePasswordHash={text}")).Json.TryGetProperty("passwordDigest", out _));
    }

    [Fact]
    public async Task A_password_is_set_verified_and_told_of()
    {
        var user = await Api.NewUserAsync();
        Assert.Equal("""{"hasPassword":false}""", (await Api.GetAnswerAsync($"/api/users/{user.Id}/has-password")).Expect(200).Text);
        (await VerifyAsync(user.Id, "x")).Expect(422, "session.invalid_credentials");
        Assert.True((await Api.PatchAnswerAsync($"/api/users/{user.Id}/password", new { password = "x" })).Expect(200)["hasPassword"].GetBoolean());
        Assert.Equal("""{"hasPassword":true}""", (await Api.GetAnswerAsync($"/api/users/{user.Id}/has-password")).Expect(200).Text);
        (await VerifyAsync(user.Id, "x")).Expect(204);
        (await VerifyAsync(user.Id, "X")).Expect(422, "session.invalid_credentials");
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/password", new { password = "홍길동 비밀번호" })).Expect(200);
        (await VerifyAsync(user.Id, "홍길동 비밀번호")).Expect(204);
        (await VerifyAsync(user.Id, "x")).Expect(422);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"password":""}""")]
    [InlineData("""{"password":null}""")]
    [InlineData("""{"password":1}""")]
    public async Task A_password_is_a_text_that_is_not_empty(string body)
    {
        var user = await Api.NewUserAsync();
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/password", body)).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/password/verify", body)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_password_expires_only_where_the_policy_lets_it()
    {
        await using var server = await TestServer.StartAsync();
        var user = await server.Api.NewUserAsync(new { password = Password });
        Task<Answer> Expire(bool isExpired) => server.Api.PatchAnswerAsync($"/api/users/{user.Id}/password/expiration", new { isExpired });
        Task<bool> IsExpired() => server.InDatabaseAsync(db => db.Set<Server.Users.User>().Where(row => row.Id == user.Id).Select(row => row.IsPasswordExpired).SingleAsync());
        (await Expire(true)).Expect(400, "sign_in_experiences.password_expiration_not_enabled");
        (await Expire(false)).Expect(200);
        foreach (var (policy, status) in ((string, int)[])[("""{"enabled":true}""", 400), ("""{"enabled":true,"validPeriodDays":0}""", 400), ("""{"enabled":false,"validPeriodDays":9}""", 400), ("""{"enabled":true,"validPeriodDays":90}""", 200)])
        {
            await server.InDatabaseAsync(db => db.SignInExperiences.ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordExpiration, JsonText.FromStored(policy))));
            server.Forget();
            (await Expire(true)).Expect(status);
        }

        Assert.True(await IsExpired());
        (await server.Api.PatchAnswerAsync($"/api/users/{user.Id}/password", new { password = "new" })).Expect(200);
        Assert.False(await IsExpired());
        (await Expire(true)).Expect(200);
        (await Expire(false)).Expect(200);
        Assert.False(await IsExpired());
        (await server.Api.PatchAnswerAsync($"/api/users/{user.Id}/password/expiration", """{"isExpired":"true"}""")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Right_passwords_at_once_renew_a_digest_without_an_error()
    {
        var user = await Api.NewUserAsync(new { passwordDigest = Md5, passwordAlgorithm = "MD5" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => VerifyAsync(user.Id, Password)));
        Assert.All(answers, answer => answer.Expect(204));
        Assert.Equal("Argon2id", (await StoredAsync(user.Id)).Algorithm);
    }
}
