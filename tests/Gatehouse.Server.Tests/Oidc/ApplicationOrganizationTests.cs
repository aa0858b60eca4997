using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 13 and 14 for machine-to-machine applications.</summary>
public sealed class ApplicationOrganizationTests : ServerTest
{
    [Fact(DisplayName = "Contract 14: an application gets organization tokens where it is associated, with the scopes of its roles there")]
    public async Task Organization_tokens()
    {
        var client = await Server.AddClientAsync(secrets: ("s", "secret-in-an-organization", null));
        var user = await Server.AddUserAsync();
        var resource = await Server.AddUserResourceAsync(user, 400, "own");
        var (place, elsewhere) = (await Server.AddMembershipAsync(user, resource), await Server.AddMembershipAsync(user));
        await Server.ChangeAsync(async db =>
        {
            var role = await db.OrganizationRoles.SingleAsync(row => row.Name == place.RoleName);
            db.OrganizationApplications.Add(new OrganizationApplication { TenantId = "default", OrganizationId = place.OrganizationId, ApplicationId = client });
            db.OrganizationApplicationRoles.Add(new OrganizationApplicationRole
            {
                TenantId = "default", OrganizationId = place.OrganizationId, ApplicationId = client, OrganizationRoleId = role.Id,
            });
        });
        Task<Answer> AskAsync(params (string, string)[] more) => Server.TokenAnswerAsync(
            Form([("grant_type", "client_credentials"), ("client_id", client), ("client_secret", "secret-in-an-organization"), .. more]));

        var alone = (await AskAsync(("organization_id", place.OrganizationId), ("scope", $"{place.NotOwned} {place.Owned}"))).Expect(200);
        var claims = Part(alone["access_token"].GetString()!, 1);
        Assert.Equal(("urn:logto:organization:" + place.OrganizationId, place.Owned, client), (claims.GetProperty("aud").GetString(), claims.GetProperty("scope").GetString(), claims.GetProperty("sub").GetString()));
        Assert.Equal("", (await AskAsync(("organization_id", place.OrganizationId))).Expect(200)["scope"].GetString());
        var beside = Part((await AskAsync(("organization_id", place.OrganizationId), ("resource", resource), ("scope", place.Owned))).Expect(200)["access_token"].GetString()!, 1);
        Assert.Equal((resource, place.OrganizationId, place.Owned), (beside.GetProperty("aud").GetString(), beside.GetProperty("organization_id").GetString(), beside.GetProperty("scope").GetString()));
        (await AskAsync(("organization_id", elsewhere.OrganizationId))).ExpectError(403, "access_denied");
        (await AskAsync(("organization_id", "nowhere"))).ExpectError(403, "access_denied");
        await Server.ChangeAsync(db => db.OrganizationApplications.Where(row => row.ApplicationId == client).ExecuteDeleteAsync());
        (await AskAsync(("organization_id", place.OrganizationId))).ExpectError(403, "access_denied");
    }
}
