using System.Text.Json;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET and POST /console/{tenant}/users/{userId}/identities: the user's accounts at social and enterprise providers, which can be unlinked.</summary>
internal sealed class UserIdentitiesPage : IConsolePage
{
    public const string Tab = "/identities";
    public const string Target = "target", Sso = "sso", ConnectorId = "ssoConnectorId", Issuer = "issuer";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var (path, name) = visit.Form["action"] is Sso
            ? ($"/sso-identities/{Uri.EscapeDataString(visit.Form[ConnectorId])}", visit.Form[Issuer]) : ($"/identities/{Uri.EscapeDataString(visit.Form[Target])}", visit.Form[Target]);
        await OneUser.FinishAsync(visit, await visit.Api.DeleteAsync(OneUser.ApiPath(visit) + path), Tab, "identity_unlinked", name, problem => ShowAsync(visit, problem));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var identities = await visit.Api.ReadAsync<AllIdentities>(OneUser.ApiPath(visit) + "/all-identities");
        var user = await OneUser.ReadAsync(visit);
        await visit.ShowAsync<UserIdentitiesView, UserIdentitiesModel>(user.Shown, new UserIdentitiesModel(user, identities, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record UserIdentitiesModel(ConsoleUser User, AllIdentities Identities, ApiProblem? Problem);

/// <summary>As the API shows them (contract/management-api.md 2.11).</summary>
internal sealed record AllIdentities(IReadOnlyList<LinkedAccount> SocialIdentities, IReadOnlyList<EnterpriseAccount> SsoIdentities);

/// <param name="Target">The provider: <c>google</c>.</param>
internal sealed record LinkedAccount(string Target, LinkedIdentity Identity);

internal sealed record EnterpriseAccount(string SsoConnectorId, EnterpriseIdentity SsoIdentity);

/// <param name="UserId">At the provider.</param>
internal sealed record LinkedIdentity(string UserId, JsonElement Details)
{
    public AccountDetails Shown => new(Details);
}

internal sealed record EnterpriseIdentity(string Issuer, string IdentityId, JsonElement Detail, long CreatedAt)
{
    public AccountDetails Shown => new(Detail);
}

/// <summary>What a provider told of an account, as far as it has names that we know.</summary>
internal sealed record AccountDetails(JsonElement Details)
{
    public string? Name => Text("name");

    public string? Email => Text("email");

    public string? Avatar => Text("avatar") is { } url && url.StartsWith("https://", StringComparison.Ordinal) ? url : null;

    private string? Text(string name) => Details.ValueKind == JsonValueKind.Object && Details.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
