using Gatehouse.Client;
using Gatehouse.Client.Management;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests;

/// <summary>Gatehouse.Client manages users of the real server.</summary>
public sealed class ManagementClientTests : ClientTest
{
    private ManagementClient Management => ManagementClient.Create(new ClientCredentials
    {
        Endpoint = Server.Address, ClientId = TestServer.ApplicationId, ClientSecret = TestServer.ApplicationSecret,
    });

    [Fact]
    public async Task A_user_is_created_listed_found_suspended_and_deleted()
    {
        var management = Management;
        var username = TestServer.Unique();
        var user = await management.CreateUserAsync(new() { Username = username, Name = "홍길동", CustomData = new Dictionary<string, object> { ["employeeId"] = "EMP-001" } });
        Assert.Equal((username, "홍길동", false), (user.Username, user.Name, user.IsSuspended));
        Assert.Equal("EMP-001", user.CustomData["employeeId"].ToString());

        var newest = await management.ListUsersAsync(page: 1, pageSize: 100);
        Assert.Contains(newest.Items, one => one.Id == user.Id);
        Assert.True(newest.Total >= newest.Items.Count);

        var found = await management.ListUsersAsync(searchParams: new Dictionary<string, string> { ["search.username"] = username, ["mode.username"] = "exact" });
        Assert.Equal(user.Id, Assert.Single(found.Items).Id);
        Assert.Equal(1, found.Total);

        var suspended = await management.UpdateUserIsSuspendedAsync(user.Id, new() { IsSuspended = true });
        Assert.True(suspended.IsSuspended);
        var both = new Dictionary<string, string> { ["search"] = username };
        Assert.Single((await management.ListUsersAsync(isSuspended: true, searchParams: both)).Items);
        Assert.Empty((await management.ListUsersAsync(isSuspended: false, searchParams: both)).Items);

        await management.DeleteUserAsync(user.Id);
        var gone = await Assert.ThrowsAsync<GatehouseException>(() => management.GetUserAsync(user.Id));
        Assert.Equal((404, "entity.not_found"), (gone.StatusCode, gone.Code));
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent_and_a_null_among_the_additional_properties_takes_a_value_away()
    {
        var management = Management;
        var user = await management.CreateUserAsync(new() { Username = TestServer.Unique(), Name = "김철수" });
        var kept = await management.UpdateUserAsync(user.Id, new() { CustomData = new Dictionary<string, object> { ["plan"] = "premium" } });
        Assert.Equal("김철수", kept.Name);
        var cleared = await management.UpdateUserAsync(user.Id, new() { AdditionalProperties = new Dictionary<string, object?> { ["name"] = null } });
        Assert.Equal((null, "premium"), (cleared.Name, cleared.CustomData["plan"].ToString()));
    }

    [Fact]
    public async Task A_refusal_tells_its_code_its_sentence_and_its_details()
    {
        var management = Management;
        var username = TestServer.Unique();
        await management.CreateUserAsync(new() { Username = username });
        var taken = await Assert.ThrowsAsync<GatehouseException>(() => management.CreateUserAsync(new() { Username = username }));
        Assert.Equal((422, "user.username_already_in_use"), (taken.StatusCode, taken.Code));
        Assert.StartsWith("422 user.username_already_in_use: ", taken.Message, StringComparison.Ordinal);
        Assert.Contains("user.username_already_in_use", taken.Response, StringComparison.Ordinal);

        var weak = await Assert.ThrowsAsync<GatehouseException>(() => management.CreateUserAsync(new() { PrimaryEmail = "no address" }));
        Assert.Equal((400, "guard.invalid_input"), (weak.StatusCode, weak.Code));
        Assert.NotNull(weak.Details);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_that_would_lead_to_another_operation_is_not_sent(string id) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Management.DeleteUserAsync(id));

    [Fact]
    public async Task An_id_is_one_part_of_the_path_whatever_it_holds()
    {
        var refused = await Assert.ThrowsAsync<GatehouseException>(() => Management.GetUserAsync("a/../../status?x=%2e#y"));
        Assert.Equal((404, "entity.not_found"), (refused.StatusCode, refused.Code));
    }

    [Fact]
    public async Task A_file_comes_while_it_is_read()
    {
        var management = Management;
        var username = TestServer.Unique();
        await management.CreateUserAsync(new() { Username = username });
        await using var file = await management.GetUserExportAsync(format: "csv", searchParams: new Dictionary<string, string> { ["search"] = username });
        using var reader = new StreamReader(file);
        Assert.Contains(username, await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
