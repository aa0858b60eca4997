using Gatehouse.Server.Applications;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>What an application asks a user for (contract/experience-api.md 15).</summary>
/// <param name="Organizations">The user's, when the application asks to know them; each with what it could do there.</param>
/// <param name="OidcScopes">Without those that say nothing to a person.</param>
/// <param name="RedirectUri">Null for a device.</param>
internal sealed record ConsentDescription(
    RegisteredApplication Application, User User, IReadOnlyList<AskedOrganization> Organizations, IReadOnlyList<string> OidcScopes,
    IReadOnlyList<AskedResource> Resources, string? RedirectUri);

internal sealed record AskedOrganization(string Id, string Name, IReadOnlyList<AskedResource> Resources);

/// <summary>An API resource, or the pseudo resource of the organization template, all of whose names are its indicator.</summary>
internal sealed record AskedResource(string Id, string Name, string Indicator, IReadOnlyList<AskedScope> Scopes);

internal sealed record AskedScope(string Id, string Name, string? Description);
