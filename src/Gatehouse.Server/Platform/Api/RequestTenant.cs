namespace Gatehouse.Server.Platform.Api;

/// <summary>Which tenant a request is for: a feature of the connection that it came through, or of the request that the server makes to itself.</summary>
internal sealed record RequestTenant(string TenantId)
{
    /// <summary>Several tenants are reached here: another one may be meant by the request's host.</summary>
    public bool IsShared { get; init; }
}
