using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 9, ASVS 7.4.2: suspending or deleting a user ends sessions and tokens at once.</summary>
public sealed class UserAccessTests : ServerTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspension_and_deletion_end_sessions_grants_and_tokens_of_this_user_alone(bool isDeleted)
    {
        var app = await Server.AddClientAsync(ApplicationType.SPA);
        var (user, other) = (await Server.SignInAsync((app, true)), await Server.SignInAsync((app, true)));
        if (isDeleted) (await Api.DeleteAnswerAsync($"/api/users/{user.UserId}")).Expect(204);
        else (await Api.PatchAnswerAsync($"/api/users/{user.UserId}/is-suspended", new { isSuspended = true })).Expect(200);
        Assert.Equal((0, 0, 0), await CountAsync(user.UserId));
        Assert.Equal((1, 1, 2), await CountAsync(other.UserId));
    }

    [Fact]
    public async Task Letting_a_user_in_again_ends_nothing()
    {
        var app = await Server.AddClientAsync(ApplicationType.SPA);
        var user = await Server.SignInAsync((app, true));
        (await Api.PatchAnswerAsync($"/api/users/{user.UserId}/is-suspended", new { isSuspended = false })).Expect(200);
        Assert.Equal((1, 1, 2), await CountAsync(user.UserId));
    }

    private Task<(int Sessions, int Grants, int Tokens)> CountAsync(string userId) => Server.InDatabaseAsync(async db => (
        await db.Sessions.CountAsync(row => row.UserId == userId), await db.Grants.CountAsync(row => row.UserId == userId), await db.IssuedTokens.CountAsync(row => row.UserId == userId)));
}
