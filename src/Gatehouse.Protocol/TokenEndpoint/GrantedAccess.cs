using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>What a JWT access token is to say: contract oidc.md sections 11.3, 11.5, 13 and 14.</summary>
/// <param name="Audience">The canonical resource indicator, or <c>urn:logto:organization:&lt;id&gt;</c>.</param>
/// <param name="Scope">In the order of the request. Null leaves the member out of answer and JWT; empty writes <c>""</c> into both.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="OrganizationId">The claim <c>organization_id</c>, only with a resource.</param>
public sealed record GrantedAccess(string Audience, ScopeSet? Scope, int ExpiresIn, string? OrganizationId)
{
    /// <summary>Before the id: the audience of an organization token (contract section 14).</summary>
    public const string OrganizationAudience = "urn:logto:organization:";
}
