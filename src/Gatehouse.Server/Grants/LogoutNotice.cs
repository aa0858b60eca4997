namespace Gatehouse.Server.Grants;

/// <summary>An application is owed the news that a user signed out (OpenID Connect Back-Channel Logout section 2).</summary>
/// <param name="Sid">The session's id towards the application.</param>
internal sealed record LogoutNotice(string TenantId, string ApplicationId, string UserId, string Sid);
