using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.6.</summary>
public sealed class ConsentOrganizationTests : ServerTest
{
    private static object Ids(params string[] organizationIds) => new { organizationIds };

    private async Task<(string Path, string UserId)> BeginAsync()
    {
        var user = await Server.AddUserAsync();
        return ($"/api/applications/{(await Api.NewThirdPartyAsync()).Id}/users/{user}/consent-organizations", user);
    }

    private async Task<string[]> HeldAsync(string path) =>
        [.. (await Api.GetAnswerAsync(path + "?page_size=100")).Expect(200)["organizations"].EnumerateArray().Select(row => row.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Sorted(params string[] ids) => ids.Order(StringComparer.Ordinal);

    [Fact(DisplayName = "Contract apps 1.6: organizations are added, replaced and taken away; a page of full rows")]
    public async Task Add_replace_remove()
    {
        var (path, user) = await BeginAsync();
        var (one, two) = ((await Server.AddMembershipAsync(user)).OrganizationId, (await Server.AddMembershipAsync(user)).OrganizationId);
        var empty = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(("""{"organizations":[]}""", "0"), (empty.Text, empty.Header("Total-Number")));
        var added = (await Api.PostAnswerAsync(path, Ids(one, one))).Expect(201);
        Assert.Equal(("Created", "text/plain; charset=utf-8"), (added.Text, added.Header("Content-Type")));
        (await Api.PostAnswerAsync(path, Ids(one, two))).Expect(201);
        Assert.Equal(Sorted(one, two), await HeldAsync(path));
        var page = (await Api.GetAnswerAsync(path + "?page_size=1")).Expect(200);
        Assert.Equal("2", page.Header("Total-Number"));
        Assert.Equal(
            ["tenantId", "id", "name", "description", "customData", "isMfaRequired", "color", "branding", "customCss", "createdAt"], OidcCalls.Members(page["organizations"].EnumerateArray().Single()));
        (await Api.PutAnswerAsync(path, Ids(two))).Expect(204);
        Assert.Equal([two], await HeldAsync(path));
        (await Api.DeleteAnswerAsync($"{path}/{two}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{two}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, Ids(one))).Expect(204);
        (await Api.PutAnswerAsync(path, Ids())).Expect(204);
        Assert.Empty(await HeldAsync(path));
    }

    [Fact(DisplayName = "Contract apps 1.6: only the user's own organizations; a refused list changes nothing")]
    public async Task Membership_is_required()
    {
        var (path, user) = await BeginAsync();
        var mine = (await Server.AddMembershipAsync(user)).OrganizationId;
        var theirs = (await Server.AddMembershipAsync(await Server.AddUserAsync())).OrganizationId;
        (await Api.PostAnswerAsync(path, Ids(mine, theirs))).Expect(422, "organization.require_membership");
        (await Api.PutAnswerAsync(path, Ids(mine, "nowhere"))).Expect(422, "organization.require_membership");
        (await Api.PostAnswerAsync(path, Ids())).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, "{}")).Expect(400, "guard.invalid_input");
        Assert.Empty(await HeldAsync(path));
    }

    [Fact(DisplayName = "Contract apps 1.6: application, its kind, and the user, in this order")]
    public async Task Checks_in_order()
    {
        var user = await Server.AddUserAsync();
        var (ours, theirs) = ((await Api.NewApplicationAsync("SPA")).Id, (await Api.NewThirdPartyAsync()).Id);
        foreach (var (app, asked, status, code) in new[]
        {
            ("nobody", "nobody", 404, "entity.not_exists_with_id"), (ours, "nobody", 422, "application.third_party_application_only"),
            (ours, user, 422, "application.third_party_application_only"), (theirs, "nobody", 404, "entity.not_found"),
        })
        {
            var path = $"/api/applications/{app}/users/{asked}/consent-organizations";
            (await Api.GetAnswerAsync(path)).Expect(status, code);
            (await Api.PostAnswerAsync(path, Ids("x"))).Expect(status, code);
            (await Api.PutAnswerAsync(path, Ids("x"))).Expect(status, code);
            (await Api.DeleteAnswerAsync(path + "/x")).Expect(status, code);
        }
    }

    [Fact(DisplayName = "Contract apps 1.6: whoever leaves an organization takes the consent along")]
    public async Task Leaving()
    {
        var (path, user) = await BeginAsync();
        var (one, two) = ((await Server.AddMembershipAsync(user)).OrganizationId, (await Server.AddMembershipAsync(user)).OrganizationId);
        (await Api.PutAnswerAsync(path, Ids(one, two))).Expect(204);
        await Server.ChangeAsync(db => db.OrganizationUsers.Where(row => row.OrganizationId == one && row.UserId == user).ExecuteDeleteAsync());
        Assert.Equal([two], await HeldAsync(path));
    }

    [Fact]
    public async Task The_same_consent_at_once_is_given_once()
    {
        var (path, user) = await BeginAsync();
        var organization = (await Server.AddMembershipAsync(user)).OrganizationId;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, Ids(organization))));
        Assert.All(answers, answer => answer.Expect(201));
        Assert.Equal([organization], await HeldAsync(path));
    }
}
