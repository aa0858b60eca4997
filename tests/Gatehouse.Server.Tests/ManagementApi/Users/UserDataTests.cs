using System.Text.Json.Nodes;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.6 and 2.8: custom data, profile, suspension, deletion.</summary>
public sealed class UserDataTests : ServerTest
{
    private static void AssertJson(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);

    [Fact]
    public async Task Custom_data_is_merged_one_level_deep()
    {
        var user = await Api.NewUserAsync("""{"customData":{"a":{"x":1},"b":[1,2],"c":1}}""");
        var path = $"/api/users/{user.Id}/custom-data";
        AssertJson("""{"a":{"y":2},"b":[3],"c":1,"d":null}""", (await Api.PatchAnswerAsync(path, """{"customData":{"a":{"y":2},"b":[3],"d":null}}""")).Expect(200).Text);
        AssertJson("""{"a":{"y":2},"b":[3],"c":1,"d":null}""", (await Api.GetAnswerAsync(path)).Expect(200).Text);
        (await Api.PatchAnswerAsync(path, """{"customData":{}}""")).Expect(200);
        foreach (var bad in (string[])["{}", """{"customData":null}""", """{"customData":[]}""", """{"a":1}"""]) (await Api.PatchAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_profile_is_merged_with_its_address_as_a_whole()
    {
        var user = await Api.NewUserAsync("""{"profile":{"givenName":"G","address":{"country":"KR","region":"R"}}}""");
        var path = $"/api/users/{user.Id}/profile";
        AssertJson("""{"givenName":"G","nickname":"","address":{"country":"DE"}}""", (await Api.PatchAnswerAsync(path, """{"profile":{"nickname":"","address":{"country":"DE"},"unknown":1}}""")).Expect(200).Text);
        (await Api.PatchAnswerAsync(path, """{"profile":{"nickname":null}}""")).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync(path)).Expect(405);
    }

    [Fact]
    public async Task Merges_at_once_lose_nothing()
    {
        var user = await Api.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => number % 2 == 0
            ? Api.PatchAnswerAsync($"/api/users/{user.Id}/custom-data", $$$"""{"customData":{"k{{{number}}}":{{{number}}}}}""")
            : Api.PatchAnswerAsync($"/api/users/{user.Id}/profile", """{"profile":{"nickname":"n"}}""")));
        Assert.All(answers, answer => answer.Expect(200));
        var after = await Api.GetAnswerAsync("/api/users/" + user.Id);
        Assert.Equal(20, after["customData"].EnumerateObject().Count());
        Assert.Equal("n", after["profile"].GetProperty("nickname").GetString());
    }

    [Fact]
    public async Task Suspension_goes_both_ways_and_wants_a_boolean()
    {
        var user = await Api.NewUserAsync();
        var path = $"/api/users/{user.Id}/is-suspended";
        Assert.True((await Api.PatchAnswerAsync(path, """{"isSuspended":true}""")).Expect(200)["isSuspended"].GetBoolean());
        Assert.True((await Api.PatchAnswerAsync(path, """{"isSuspended":true}""")).Expect(200)["isSuspended"].GetBoolean());
        Assert.False((await Api.PatchAnswerAsync(path, """{"isSuspended":false}""")).Expect(200)["isSuspended"].GetBoolean());
        foreach (var bad in (string[])["{}", """{"isSuspended":"true"}""", """{"isSuspended":1}""", """{"isSuspended":null}"""]) (await Api.PatchAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Deletion_takes_everything_of_the_user_along()
    {
        var user = await Api.NewUserAsync(new { username = TestServer.Unique() });
        var roleId = await Server.NewRoleAsync();
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = new[] { roleId } })).Expect(201);
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/t", new { userId = TestServer.Unique() })).Expect(201);
        await Server.NewSsoIdentityAsync(user.Id);
        (await Api.DeleteAnswerAsync("/api/users/" + user.Id)).Expect(204);
        (await Api.GetAnswerAsync("/api/users/" + user.Id)).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync("/api/users/" + user.Id)).Expect(404, "entity.not_found");
        Assert.Equal(0, await Server.InDatabaseAsync(async db => await db.UserRoles.CountAsync(row => row.UserId == user.Id)
            + await db.Set<UserIdentity>().CountAsync(row => row.UserId == user.Id) + await db.UserSsoIdentities.CountAsync(row => row.UserId == user.Id)));
        await Api.NewUserAsync(new { username = user["username"].GetString() });
    }

    [Fact]
    public async Task Of_many_deletions_at_once_one_does_it()
    {
        var user = await Api.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Api.DeleteAnswerAsync("/api/users/" + user.Id)));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(404, "entity.not_found"));
    }
}
