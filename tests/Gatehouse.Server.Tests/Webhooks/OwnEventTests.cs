using System.Text.Json;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.ManagementApi.Contract;
using Gatehouse.Server.Tests.ManagementApi.Organizations;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>docs/webhooks.md: the events that the contract's 29 leave out, for hooks that name them.</summary>
public sealed class OwnEventTests : WebhookTest
{
    private Things Things => new(Server, Api, "default", Receiver.Url);

    [Fact]
    public async Task Users_tell_of_roles_identities_factors_tokens_sessions_and_grants()
    {
        var (user, session, grant) = await Things.SignedInAsync();
        var role = await Things.RoleAsync();
        await ListenAsync();
        await Things.MakeAsync($"/api/users/{user}/roles", new { roleIds = (string[])[role] });
        await ToldAsync("User.Roles.Updated", user, "RolesAdded", "added", $$"""{"userId":"{{user}}","roleId":"{{role}}"}""");
        await DeleteAsync($"/api/users/{user}/roles/{role}");
        await ToldAsync("User.Roles.Updated", user, "RoleRemoved", "removed", $$"""{"userId":"{{user}}","roleId":"{{role}}"}""");
        var target = await Things.IdentityAsync(user);
        await ToldAsync("User.Identities.Updated", user, "IdentityLinked");
        (await Api.DeleteAnswerAsync($"/api/users/{user}/identities/{target}")).Expect(200);
        await ToldAsync("User.Identities.Updated", user, "IdentityUnlinked");
        var factor = await Things.SecondFactorAsync(user);
        await ToldAsync("User.MfaVerifications.Updated", user, "MfaVerificationCreated");
        await DeleteAsync($"/api/users/{user}/mfa-verifications/{factor}");
        await ToldAsync("User.MfaVerifications.Updated", user, "MfaVerificationDeleted");
        await Things.TokenNameAsync(user);
        await ToldAsync("User.PersonalAccessTokens.Updated", user, "PersonalAccessTokenCreated");
        await DeleteAsync($"/api/users/{user}/grants/{grant}");
        await ToldAsync("Grant.Revoked", user, "GrantRevoked");
        await DeleteAsync($"/api/users/{user}/sessions/{session}");
        await ToldAsync("Session.Revoked", user, "SessionRevoked");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Roles_tell_of_who_has_them()
    {
        var (user, application) = (await Things.UserAsync(), await Things.ApplicationAsync());
        var (role, machine) = (await Things.RoleAsync(), await Things.RoleAsync("MachineToMachine"));
        await ListenAsync();
        await Things.MakeAsync($"/api/roles/{role}/users", new { userIds = (string[])[user] });
        await ToldAsync("Role.Users.Updated", role, "UsersAdded");
        await DeleteAsync($"/api/roles/{role}/users/{user}");
        await ToldAsync("Role.Users.Updated", role, "UserRemoved");
        await Things.MakeAsync($"/api/roles/{machine}/applications", new { applicationIds = (string[])[application] });
        await ToldAsync("Role.Applications.Updated", machine, "ApplicationsAdded");
        await DeleteAsync($"/api/roles/{machine}/applications/{application}");
        await ToldAsync("Role.Applications.Updated", machine, "ApplicationRemoved");
        await Things.MakeAsync($"/api/applications/{application}/roles", new { roleIds = (string[])[machine] });
        await ToldAsync("Application.Roles.Updated", application, "RolesAdded");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Applications_and_resources_tell_of_themselves_but_never_a_secret()
    {
        await ListenAsync();
        var application = await Things.ThirdPartyAsync();
        await ToldAsync("Application.Created", application, "Created");
        (await Api.PatchAnswerAsync($"/api/applications/{application}", new { description = "other" })).Expect(200);
        await ToldAsync("Application.Data.Updated", application, "Updated");
        var name = await Things.SecretAsync(application);
        await ToldAsync("Application.Secrets.Updated", application, "SecretAdded", "added", $$"""{"applicationId":"{{application}}","name":"{{name}}"}""");
        await Things.MakeAsync($"/api/applications/{application}/user-consent-scopes", new { userScopes = (string[])["email"] });
        await ToldAsync("Application.ConsentScopes.Updated", application, "ConsentScopesAdded");
        var secrets = (await Api.GetAnswerAsync($"/api/applications/{application}/secrets")).Json.EnumerateArray().Select(secret => secret.GetProperty("value").GetString()!).ToList();
        await DeleteAsync($"/api/applications/{application}");
        await ToldAsync("Application.Deleted", application, "Deleted");
        var resource = await Things.ResourceAsync();
        await ToldAsync("Resource.Created", resource, "Created");
        (await Api.PatchAnswerAsync($"/api/resources/{resource}", new { accessTokenTtl = 60 })).Expect(200);
        await ToldAsync("Resource.Data.Updated", resource, "Updated");
        await DeleteAsync($"/api/resources/{resource}");
        await ToldAsync("Resource.Deleted", resource, "Deleted");
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(Receiver.All, told => told.Text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Organizations_tell_of_roles_of_members_joining_rules_and_invitations()
    {
        var (organization, user) = await Things.MemberAsync();
        var role = await Things.OrganizationRoleAsync();
        await ListenAsync();
        await Things.MakeAsync($"/api/organizations/{organization}/users/{user}/roles", new { organizationRoleIds = (string[])[role] });
        await ToldAsync("Organization.MemberRoles.Updated", organization, "UserRolesAdded");
        await Things.MakeAsync($"/api/organizations/{organization}/jit/email-domains", new { emailDomain = TestServer.Unique() + ".test" });
        await ToldAsync("Organization.Jit.Updated", organization, "JitEmailDomainAdded");
        var invitation = await Things.InvitationAsync();
        await ToldAsync("OrganizationInvitation.Created", invitation, "Created");
        await Things.MakeAsync($"/api/organization-invitations/{invitation}/status", new { status = "Revoked" }, HttpMethod.Put);
        await ToldAsync("OrganizationInvitation.Revoked", invitation, "Revoked");
        await DeleteAsync($"/api/organization-invitations/{invitation}");
        await ToldAsync("OrganizationInvitation.Deleted", invitation, "Deleted");
    }

    [Fact]
    public async Task Organizations_tell_of_roles_of_applications_and_of_invitations_that_are_accepted()
    {
        var (organization, application) = await Things.MemberApplicationAsync();
        var machine = await Things.OrganizationRoleAsync("MachineToMachine");
        var (user, invitation) = await Server.NewInvitedAsync(organization);
        await ListenAsync();
        await Things.MakeAsync($"/api/organizations/{organization}/applications/{application}/roles", new { organizationRoleIds = (string[])[machine] });
        await ToldAsync("Organization.ApplicationRoles.Updated", organization, "ApplicationRolesAdded");
        await DeleteAsync($"/api/organizations/{organization}/applications/{application}/roles/{machine}");
        await ToldAsync("Organization.ApplicationRoles.Updated", organization, "ApplicationRoleRemoved");
        (await Server.AcceptAsync(invitation, user)).Expect(200);
        await ToldAsync("OrganizationInvitation.Accepted", invitation, "Accepted");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Users_tell_of_their_invitation_of_the_expiration_of_a_password_and_of_signing_out()
    {
        var (user, signedIn) = (await Things.UserAsync(new { username = TestServer.Unique() }), await Server.SignInAsync());
        await ListenAsync();
        await Things.MakeAsync($"/api/users/{user}/invitation", new { sendMessage = false });
        await ToldAsync("UserInvitation.Created", user, "Created");
        await DeleteAsync($"/api/users/{user}/invitation");
        await ToldAsync("UserInvitation.Revoked", user, "Revoked");
        var link = (await Things.MakeAsync($"/api/users/{user}/invitation", new { sendMessage = false }))["link"].GetString()!;
        await ToldAsync("UserInvitation.Created", user, "Created");
        var page = await Page.OpenAsync(Server.NewBrowser(), link[TestServer.Endpoint.Length..]);
        (await page.SendAsync(("password", "Kept-by-the-0wner"), ("again", "Kept-by-the-0wner"))).Answer.Expect(200);
        Assert.Equal("Accepted", (await ToldAsync("UserInvitation.Accepted", user)).GetProperty("action").GetString());
        await Things.MakeAsync($"/api/users/{user}/password/expiration", new { isExpired = false }, HttpMethod.Patch);
        await ToldAsync("User.PasswordExpiration.Updated", user, "PasswordExpired");

        var form = FormBrowser.Fields(await signedIn.Browser.GetAsync("/oidc/session/end"));
        (await signedIn.Browser.PostAsync("/oidc/session/end/confirm", ("xsrf", form["xsrf"]), ("logout", "yes"))).Expect(303);
        Assert.Equal(signedIn.UserId, (await ToldAsync("Session.Ended", signedIn.SessionId)).GetProperty("userId").GetString());
        await NothingMoreAsync();
    }

    [Fact]
    public void Every_event_is_provoked_by_a_test()
    {
        // What makes the event is between these quotes: lists of all names are read from the server.
        var tests = string.Concat(Directory.EnumerateFiles(Repository.PathOf("tests/Gatehouse.Server.Tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain(HookEvents.All, name => !tests.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hook_that_names_all_of_the_contract_gets_none_of_them()
    {
        (await Api.PostAnswerAsync("/api/hooks", new { events = HookEvents.Contract, config = new { url = Receiver.Url } })).Expect(201);
        var user = await Things.UserAsync();
        await Things.MakeAsync($"/api/users/{user}/roles", new { roleIds = (string[])[await Things.RoleAsync()] });
        await Things.ApplicationAsync();
        await Receiver.WaitAsync(2);
        await Server.DrainAsync();
        Assert.Equal(["Role.Created", "User.Created"], Receiver.All.Select(told => told["event"]!).Order(StringComparer.Ordinal));
    }

    private async Task ListenAsync() => (await Api.PostAnswerAsync("/api/hooks", new { events = OwnEvents.Names, config = new { url = Receiver.Url } })).Expect(201);

    private async Task DeleteAsync(string path) => (await Api.DeleteAnswerAsync(path)).Expect(204);

    /// <summary>The next event, which a request to the Management API caused.</summary>
    private async Task ToldAsync(string name, string id, string action, string? list = null, string? row = null)
    {
        var data = await ToldAsync(name, id);
        Assert.Equal(action, data.GetProperty("action").GetString());
        Assert.Equal(["event", "createdAt", "ip", "path", "method", "status", "params", "matchedRoute", "data", "hookId"], Receiver.All[_told - 1].Members);
        if (list is not null) Assert.Contains(data.GetProperty(list).EnumerateArray(), entry => JsonElement.DeepEquals(entry, JsonDocument.Parse(row!).RootElement));
    }

    /// <returns>The data of the next event.</returns>
    private async Task<JsonElement> ToldAsync(string name, string id)
    {
        await Receiver.WaitAsync(_told + 1);
        var told = Receiver.All[_told++];
        var data = told.Json.GetProperty("data");
        Assert.Equal((name, id), (told["event"], data.GetProperty("id").GetString()));
        return data;
    }

    private async Task NothingMoreAsync()
    {
        await Server.DrainAsync();
        Assert.Equal(_told, Receiver.All.Count);
    }

    private int _told;
}
