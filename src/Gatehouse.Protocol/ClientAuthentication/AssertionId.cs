namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>What has to be remembered of a client's assertion: RFC 7523 section 3, item 7.</summary>
/// <param name="Jti">Unique among the assertions of the client.</param>
/// <param name="ExpiresAt">From then on the assertion is refused for its age and need not be remembered.</param>
public sealed record AssertionId(string Jti, DateTimeOffset ExpiresAt);
