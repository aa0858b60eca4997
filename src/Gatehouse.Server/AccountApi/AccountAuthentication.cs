using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi;

/// <summary>
/// Who may use the Account API: the bearer of an opaque access token that a user has given to an application, where the tenant lets users look
/// after their accounts (contract/account-api.md 1). A token that is bound to a key (RFC 9449) is no bearer token.
/// </summary>
internal static class AccountAuthentication
{
    private static readonly Refusal Unauthorized = new("auth.unauthorized", StatusCodes.Status401Unauthorized);

    /// <returns>An <see cref="AccountCaller"/>.</returns>
    public static async Task<Checked<ApiPrincipal>> AuthenticateAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var services = http.RequestServices;
        if (!BearerHeader.Read(http.Request).TryGet(out var sent, out var refused)) return refused;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var found = await services.GetRequiredService<FindToken>().ByValueAsync(sent, now, http.RequestAborted, TokenKind.AccessToken);
        var snapshot = await services.GetRequiredService<Snapshots>().GetAsync(services.GetRequiredService<CurrentTenant>().Id, http.RequestAborted);
        if (found is null || found.Details.DpopJkt is not null || snapshot.FindClient(found.Row.ApplicationId) is not { } application) return Unauthorized;
        if (!found.IsLive(now)) return found.User.IsSuspended ? UserRefusals.Suspended : Unauthorized;
        var scopes = ScopeSet.Parse(found.Row.Scope);
        if (!scopes.Contains(OidcScope.OpenId)) return new Refusal("auth.forbidden", StatusCodes.Status403Forbidden);
        var published = snapshot.Get<PublishedExperience>();
        if (!published.AccountCenter.Enabled) return AccountRefusals.NotEnabled;
        return new AccountCaller(found.Row.UserId)
        {
            ApplicationId = application.Id, IsThirdParty = application.Metadata.IsThirdParty, SessionId = found.Row.SessionId, Scopes = scopes, Fields = published.AccountFields,
        };
    }

    /// <summary>Puts the caller into the origin of the changes to come; webhooks don't learn of the request (contract/management-webhooks.md 6.2).</summary>
    public static void Accepted(HttpContext http, ApiPath path, ApiOperation operation, ApiCall call)
    {
        var origin = http.RequestServices.GetRequiredService<ChangeOrigin>();
        origin.ActorType = call.Caller.Type;
        origin.ActorId = call.Caller.Id;
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.Signals = RequestSignalHeaders.Read(http);
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
    }
}

/// <summary>A user, by an access token.</summary>
internal sealed record AccountCaller(string UserId) : ApiPrincipal("user", UserId)
{
    /// <summary>Which the token was given to.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The application belongs to somebody else.</summary>
    public required bool IsThirdParty { get; init; }

    /// <summary>The session that the token was given out in; it may be over. Null: none.</summary>
    public required string? SessionId { get; init; }

    public required ScopeSet Scopes { get; init; }

    /// <summary>What the tenant lets its users do.</summary>
    public required AccountFields Fields { get; init; }

    public static AccountCaller Of(ApiCall call) => (AccountCaller)call.Caller;

    public override string ToString() => $"user {UserId}";
}
