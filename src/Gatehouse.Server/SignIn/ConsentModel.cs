using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.SignIn;

/// <summary>What somebody is asked to agree to, in words.</summary>
/// <param name="Account">Who is signed in: the name and, beneath it, what the account is known by.</param>
/// <param name="PersonalData">What of the user's data is asked for.</param>
/// <param name="Groups">Permissions by what they are on.</param>
/// <param name="Organizations">To choose from; empty when none is asked for.</param>
/// <param name="RedirectHost">Where the browser is taken; null for a device.</param>
internal sealed record ConsentModel(
    string ApplicationName, (string Name, string? Identifier, string? Avatar) Account, IReadOnlyList<string> PersonalData, IReadOnlyList<ConsentGroup> Groups,
    IReadOnlyList<(string Id, string Name, bool IsChosen)> Organizations, string? RedirectHost, PageProblem? Problem)
{
    public static ConsentModel Of(PageFrame frame, string applicationName, ConsentDescription asked, IReadOnlyList<string> chosen, PageProblem? problem)
    {
        var user = asked.User;
        var identifier = user.PrimaryEmail ?? user.Username ?? (user.PrimaryPhone is { } phone ? "+" + phone : null);
        var avatar = user.Avatar?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true ? user.Avatar : null;
        return new ConsentModel(
            applicationName, (user.Name ?? identifier ?? user.Id, user.Name is null ? null : identifier, avatar),
            [.. asked.OidcScopes.Select(scope => SayScope(frame, scope))],
            [.. asked.Resources.Where(resource => resource.Scopes.Count > 0).Select(resource => new ConsentGroup(
                resource.Indicator == ResourceDirectory.Organizations ? frame.Say("description.organization_scopes") : resource.Name,
                [.. resource.Scopes.Select(scope => string.IsNullOrWhiteSpace(scope.Description) ? scope.Name : scope.Description)]))],
            [.. asked.Organizations.Select(organization => (organization.Id, organization.Name, chosen.Contains(organization.Id)))],
            asked.RedirectUri is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? HostOf(parsed) : null, problem);
    }

    private static string HostOf(Uri uri) => uri.Scheme is "http" or "https" ? uri.Authority : uri.Scheme + "://" + uri.Authority;

    private static string SayScope(PageFrame frame, string scope) => scope switch
    {
        OidcScope.Organizations => frame.Say("user_scopes.organizations"),
        OidcScope.OrganizationRoles => frame.Say("user_scopes.organization_roles"),
        OidcScope.Sessions => frame.Say("user_scopes.sessions"),
        _ => OidcScope.Known.Contains(scope) ? frame.Say("user_scopes." + scope) : scope,
    };
}

internal sealed record ConsentGroup(string Name, IReadOnlyList<string> Permissions);
