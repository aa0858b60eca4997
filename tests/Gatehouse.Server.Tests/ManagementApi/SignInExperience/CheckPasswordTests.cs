using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4, <c>check-password</c>; the rules themselves: <see cref="Credentials.PasswordRulesTests"/>.</summary>
public sealed class CheckPasswordTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/api/sign-in-exp/default/check-password";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task A_password_is_held_against_the_policy_and_the_user()
    {
        var user = await Api.NewUserAsync(new { username = "montgomery", name = "Ada Lovelace", primaryEmail = "countess@a.test" });
        Assert.Equal("""{"result":true}""", (await CheckAsync("correct horse battery", user.Id)).Expect(200).Text);
        Assert.Equal("""{"result":false,"issues":[{"code":"password_rejected.restricted.user_info"}]}""", (await CheckAsync("Lovelace12", user.Id)).Expect(400).Text);
        Assert.Equal(
            """{"result":false,"issues":[{"code":"password_rejected.restricted.user_info"},{"code":"password_rejected.restricted.sequence"}]}""",
            (await CheckAsync("montgomeryxyz", user.Id)).Expect(400).Text);
        Assert.Equal(
            """{"result":false,"issues":[{"code":"password_rejected.too_short","interpolation":{"min":8}},{"code":"password_rejected.restricted.sequence"}]}""",
            (await CheckAsync("abc", user.Id)).Expect(400).Text);
    }

    [Fact]
    public async Task Whose_password_it_is_must_be_known_where_the_policy_asks()
    {
        var refused = (await Api.PostAnswerAsync(Path, new { password = "correct horse battery" })).Expect(400, "request.invalid_input");
        Assert.NotEmpty(refused["data"].GetProperty("message").GetString()!);
        Assert.Equal(
            """{"result":false,"issues":[{"code":"password_rejected.too_short","interpolation":{"min":8}},{"code":"password_rejected.character_types","interpolation":{"min":1}}]}""",
            (await Api.PostAnswerAsync(Path, new { password = "" })).Expect(400).Text);
        (await CheckAsync("correct horse battery", "nobody")).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(Path, "{}")).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(Path, """{"password":1}""")).Expect(400, "guard.invalid_input");

        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"passwordPolicy":{"length":{"min":3},"rejects":{"userInfo":false,"repetitionAndSequence":false}}}""")).Expect(200);
        Assert.Equal("""{"result":true}""", (await Api.PostAnswerAsync(Path, new { password = "cba" })).Expect(200).Text);
        Assert.Equal("""{"result":false,"issues":[{"code":"password_rejected.pwned"}]}""", (await Api.PostAnswerAsync(Path, new { password = "12345678" })).Expect(400).Text);
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"passwordPolicy":{}}""")).Expect(200);
    }

    private Task<Answer> CheckAsync(string password, string userId) => Api.PostAnswerAsync(Path, new { password, userId });
}
