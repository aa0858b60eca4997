using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>Who may use <c>/me</c>: a user by an access token for <see cref="Indicator"/> with scope <c>all</c> (contract/account-api.md 13).</summary>
internal static class MeAuthentication
{
    public const string Indicator = "https://admin.logto.app/me";

    public static async Task<Checked<ApiPrincipal>> AuthenticateAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!BearerHeader.Read(http.Request).TryGet(out var sent, out var refused)) return refused;
        var verified = await http.RequestServices.GetRequiredService<AccessTokenVerifier>().VerifyAsync(sent, Indicator, [TenantEndpoints.Admin], http.RequestAborted);
        if (!verified.TryGet(out var token, out refused)) return refused;
        if (token.Subject is not { Length: > 0 } subject) return new Refusal("auth.jwt_sub_missing", StatusCodes.Status401Unauthorized);
        if (!token.Scope.Split(' ').Contains("all") || subject == token.ClientId) return new Refusal("auth.forbidden", StatusCodes.Status403Forbidden);
        if (!(await http.RequestServices.GetRequiredService<FindUser>().ToReadAsync(subject, http.RequestAborted)).TryGet(out var user, out refused)) return refused;
        // Looking is left to them, as it is there.
        return user.IsSuspended && http.Request.Method is not ("GET" or "HEAD") ? UserRefusals.Suspended : new ApiPrincipal("user", subject);
    }
}
