using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization;

/// <summary>Why an authorization request is refused.</summary>
/// <param name="MayRedirect">
/// True once client and redirect URI are known good (RFC 6749 section 4.1.2.1): the client is told at
/// <see cref="AuthorizationRequest.RedirectUri"/>. False: whoever asked is told, with 400.
/// </param>
public sealed record AuthorizationRefusal(OAuthError Error, bool MayRedirect);
