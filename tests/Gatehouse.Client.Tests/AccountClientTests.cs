using Gatehouse.Client;
using Gatehouse.Client.Account;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests;

/// <summary>A tenant whose users may change their accounts.</summary>
public sealed class AccountServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await ClientServer.StartAsync();
        (await Server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = new { name = "Edit", password = "Edit", username = "ReadOnly" } })).Expect(200);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>Gatehouse.Client changes the account of a user of the real server.</summary>
public sealed class AccountClientTests(AccountServer fixture) : IClassFixture<AccountServer>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task A_user_changes_the_name_and_after_a_verification_the_password()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var account = await AccountAsync(userId);
        Assert.Equal("김철수", (await account.UpdateProfileAsync(new() { Name = "김철수" })).Name);
        var profile = await account.GetProfileAsync();
        Assert.Equal((userId, username, "김철수"), (profile.Id, profile.Username, profile.Name));

        var change = new UpdatePasswordRequest { Password = ExperienceCalls.FreshPassword };
        var unproven = await Assert.ThrowsAsync<GatehouseException>(() => account.UpdatePasswordAsync(change));
        Assert.Equal((401, "verification_record.permission_denied"), (unproven.StatusCode, unproven.Code));
        var proof = await account.CreateVerificationByPasswordAsync(new() { Password = ExperienceCalls.Password });
        await account.Verified(proof.VerificationRecordId).UpdatePasswordAsync(change);
        Assert.NotEqual("", (await account.CreateVerificationByPasswordAsync(new() { Password = ExperienceCalls.FreshPassword })).VerificationRecordId);
    }

    [Fact]
    public async Task A_refusal_tells_its_code()
    {
        var account = await AccountAsync((await Server.NewSignerAsync()).Id);
        var refused = await Assert.ThrowsAsync<GatehouseException>(() => account.UpdateProfileAsync(new() { Username = TestServer.Unique() }));
        Assert.Equal((400, "account_center.field_not_editable"), (refused.StatusCode, refused.Code));
        var stranger = AccountClient.Create(Server.Address, _ => ValueTask.FromResult("not-a-token"));
        Assert.Equal("auth.unauthorized", (await Assert.ThrowsAsync<GatehouseException>(() => stranger.GetProfileAsync())).Code);
    }

    private async Task<AccountClient> AccountAsync(string userId)
    {
        var token = await (await Authorized.CreateAsync(Server, userId: userId)).AccessTokenAsync();
        return AccountClient.Create(Server.Address, _ => ValueTask.FromResult(token));
    }
}
