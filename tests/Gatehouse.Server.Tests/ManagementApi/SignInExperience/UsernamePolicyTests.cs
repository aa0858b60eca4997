using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4: whether the case of usernames counts.</summary>
public sealed class UsernamePolicyTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Conflicts = "/api/sign-in-exp/username-policy/case-sensitivity-conflicts";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task Case_stops_counting_only_where_no_names_would_become_one_and_can_count_again()
    {
        Assert.Equal("""{"totalConflicts":0,"samples":[]}""", (await Api.GetAnswerAsync(Conflicts)).Expect(200).Text);
        var (first, second) = (await Api.NewUserAsync(new { username = "Alice" }), await Api.NewUserAsync(new { username = "aLICE" }));
        var (third, fourth) = (await Api.NewUserAsync(new { username = "Bob" }), await Api.NewUserAsync(new { username = "bob" }));
        await Api.NewUserAsync(new { username = "Carol" });

        var alice = $$"""{"usernameLower":"alice","userIds":["{{first.Id}}","{{second.Id}}"]}""";
        var all = $$"""{"totalConflicts":2,"samples":[{{alice}},{"usernameLower":"bob","userIds":["{{third.Id}}","{{fourth.Id}}"]}]}""";
        Assert.Equal(all, (await Api.GetAnswerAsync(Conflicts)).Expect(200).Text);
        Assert.Equal($$"""{"totalConflicts":2,"samples":[{{alice}}]}""", (await Api.GetAnswerAsync(Conflicts + "?limit=1")).Expect(200).Text);
        foreach (var limit in (string[])["0", "101", "x", "1.5", "-1", "&limit=2"])
            (await Api.GetAnswerAsync($"{Conflicts}?limit={limit}")).Expect(400, "guard.invalid_input");

        var refused = (await SwitchAsync(false)).Expect(409, "sign_in_experiences.username_policy_case_conflicts_exist");
        Assert.Equal(all, refused["data"].GetRawText());
        Assert.True((await Api.GetAnswerAsync("/api/sign-in-exp"))["usernamePolicy"].GetProperty("caseSensitive").GetBoolean());

        (await Api.DeleteAnswerAsync($"/api/users/{second.Id}")).Expect(204);
        (await Api.PatchAnswerAsync($"/api/users/{fourth.Id}", new { username = "bobby" })).Expect(200);
        (await SwitchAsync(false)).Expect(200);

        // Users of before are compared by the new rule too.
        foreach (var taken in (string[])["aLiCe", "CAROL", "Bobby"])
            (await Api.PostAnswerAsync("/api/users", new { username = taken })).Expect(422, "user.username_already_in_use");
        Assert.Equal("Alice", (await Api.GetAnswerAsync($"/api/users/{first.Id}"))["username"].GetString());

        (await SwitchAsync(true)).Expect(200);
        await Api.NewUserAsync(new { username = "aLiCe" });
        (await Api.PostAnswerAsync("/api/users", new { username = "Alice" })).Expect(422, "user.username_already_in_use");
    }

    private Task<Answer> SwitchAsync(bool caseSensitive) => Api.PatchAnswerAsync("/api/sign-in-exp", new { usernamePolicy = new { caseSensitive } });
}
