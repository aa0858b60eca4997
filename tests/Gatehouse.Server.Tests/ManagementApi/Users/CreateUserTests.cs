using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

public sealed class CreateUserTests : ServerTest
{
    [Fact]
    public async Task An_empty_body_makes_an_anonymous_user_with_every_field()
    {
        var user = (await Api.PostAnswerAsync("/api/users", "{}")).Expect(200);
        Assert.Equal(
            ["id", "username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "identities", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended", "hasPassword"],
            user.Json.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{12}$", user.Id);
    }

    [Fact]
    public async Task A_user_that_was_made_can_be_found_by_search()
    {
        var name = TestServer.Unique();
        await Api.PostAnswerAsync("/api/users", new { username = name, name = "홍길동 " + name, password = "SecurePassword123!" });
        foreach (var query in (string[])[$"search={name}", $"search=%25{name[2..8]}%25", $"search.username={name.ToUpperInvariant()}", $"search=홍길동 {name}"])
        {
            var found = (await Api.GetAnswerAsync($"/api/users?{query}")).Expect(200);
            Assert.Equal(name, Assert.Single(found.Json.EnumerateArray()).GetProperty("username").GetString());
            Assert.Equal("1", found.Header("Total-Number"));
        }
    }
}
