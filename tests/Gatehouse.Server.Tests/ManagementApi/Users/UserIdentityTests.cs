using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.10 and 2.11: accounts elsewhere.</summary>
public sealed class UserIdentityTests : ServerTest
{
    [Fact]
    public async Task An_account_is_linked_replaced_shown_and_unlinked()
    {
        var user = await Api.NewUserAsync();
        var (one, two) = (TestServer.Unique(), TestServer.Unique());
        var path = $"/api/users/{user.Id}/identities/github";
        Assert.Equal($"{{\"github\":{{\"userId\":\"{one}\",\"details\":{{\"id\":\"x\"}}}}}}", (await Api.PutAnswerAsync(path, $$"""{"userId":"{{one}}","details":{"id":"x"},"tenantId":"admin"}""")).Expect(201).Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal($$$"""{"github":{"userId":"{{{two}}}"}}""", (await Api.PutAnswerAsync(path, new { userId = two })).Expect(200).Text);
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/apple", new { userId = two })).Expect(201);
        Assert.Equal($$$"""{"identity":{"userId":"{{{two}}}"}}""", (await Api.GetAnswerAsync(path + "?includeTokenSecret=true")).Expect(200).Text);
        Assert.Equal(
            $$$"""{"socialIdentities":[{"target":"apple","identity":{"userId":"{{{two}}}"}},{"target":"github","identity":{"userId":"{{{two}}}"}}],"ssoIdentities":[]}""",
            (await Api.GetAnswerAsync($"/api/users/{user.Id}/all-identities")).Expect(200).Text);
        var left = (await Api.DeleteAnswerAsync(path)).Expect(200);
        Assert.Equal((user.Id, "apple"), (left.Id, Assert.Single(left["identities"].EnumerateObject()).Name));
        (await Api.DeleteAnswerAsync(path)).Expect(404, "user.identity_not_exist");
        (await Api.GetAnswerAsync(path)).Expect(404, "user.identity_not_exist");
    }

    [Fact]
    public async Task An_account_belongs_to_one_user()
    {
        var (mine, yours) = (await Api.NewUserAsync(), await Api.NewUserAsync());
        var userId = TestServer.Unique();
        (await Api.PutAnswerAsync($"/api/users/{mine.Id}/identities/t", new { userId })).Expect(201);
        (await Api.PutAnswerAsync($"/api/users/{yours.Id}/identities/t", new { userId })).Expect(422, "user.identity_already_in_use");
        (await Api.PutAnswerAsync($"/api/users/{mine.Id}/identities/t", new { userId })).Expect(200);
        (await Api.PutAnswerAsync($"/api/users/{yours.Id}/identities/other", new { userId })).Expect(201);
        (await Api.PutAnswerAsync($"/api/users/nobody/identities/t", new { userId })).Expect(404, "entity.not_found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userId":1}""")]
    [InlineData("""{"userId":"x","details":[]}""")]
    [InlineData("""{"userId":"x","details":null}""")]
    public async Task An_account_is_a_user_id_and_perhaps_details(string body) =>
        (await Api.PutAnswerAsync($"/api/users/{(await Api.NewUserAsync()).Id}/identities/t", body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task A_target_and_an_id_have_a_longest_length()
    {
        var user = await Api.NewUserAsync();
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/{new string('t', 129)}", new { userId = TestServer.Unique() })).Expect(422, "entity.value_too_long");
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/t", new { userId = new string('u', 257) })).Expect(422, "entity.value_too_long");
    }

    [Fact]
    public async Task Of_users_who_take_one_account_at_once_one_wins()
    {
        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Api.NewUserAsync()));
        var userId = TestServer.Unique();
        var answers = await Task.WhenAll(users.Select(user => Api.PutAnswerAsync($"/api/users/{user.Id}/identities/t", new { userId })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "user.identity_already_in_use"));
    }

    [Fact]
    public async Task One_account_that_is_linked_many_times_at_once_is_new_once()
    {
        var user = await Api.NewUserAsync();
        var userId = TestServer.Unique();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Api.PutAnswerAsync($"/api/users/{user.Id}/identities/t", new { userId })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(200));
    }

    [Fact]
    public async Task Enterprise_accounts_are_shown_as_rows_where_they_are_asked_for()
    {
        var user = await Api.NewUserAsync();
        Assert.Equal("[]", (await Api.GetAnswerAsync($"/api/users/{user.Id}?includeSsoIdentities=1")).Expect(200)["ssoIdentities"].GetRawText());
        Assert.False(user.Json.TryGetProperty("ssoIdentities", out _));
        var connectorId = await Server.NewSsoIdentityAsync(user.Id);
        var row = (await Api.GetAnswerAsync($"/api/users/{user.Id}/sso-identities/{connectorId}?includeTokenSecret=1")).Expect(200)["ssoIdentity"];
        Assert.Equal(["tenantId", "id", "userId", "issuer", "identityId", "detail", "createdAt", "updatedAt", "ssoConnectorId"], row.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("default", user.Id, connectorId), (row.GetProperty("tenantId").GetString(), row.GetProperty("userId").GetString(), row.GetProperty("ssoConnectorId").GetString()));
        Assert.Equal(row.GetRawText(), (await Api.GetAnswerAsync($"/api/users/{user.Id}?includeSsoIdentities=1"))["ssoIdentities"][0].GetRawText());
        var all = (await Api.GetAnswerAsync($"/api/users/{user.Id}/all-identities"))["ssoIdentities"][0];
        Assert.Equal(["ssoConnectorId", "ssoIdentity"], all.EnumerateObject().Select(member => member.Name));
        (await Api.GetAnswerAsync($"/api/users/{user.Id}/sso-identities/none")).Expect(404, "user.enterprise_sso_identity_not_exists");
    }
}
