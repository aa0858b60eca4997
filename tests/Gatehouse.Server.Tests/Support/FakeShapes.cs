using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.Support;

/// <summary>How providers tell of a user and refuse, by the path at which they are asked.</summary>
internal static class FakeShapes
{
    public static string? IssuerOf(string path) =>
        path.Contains("google", StringComparison.Ordinal) ? "https://accounts.google.com"
        : path.Contains("apple", StringComparison.Ordinal) ? "https://appleid.apple.com"
        : path.Contains("line.me", StringComparison.Ordinal) ? "https://access.line.me"
        : null;

    public static object? Of(string path, FakeAccount account) => path switch
    {
        "/api.github.com/user" => new { id = Number(account), login = "login", name = account.Name, avatar_url = account.Avatar, email = "public@provider.example", access_token = "never to be kept" },
        "/api.github.com/user/emails" => new[]
        {
            new { email = "second@provider.example", primary = false, verified = true },
            new { email = account.Email ?? "", primary = true, verified = account.IsEmailVerified },
        },
        "/graph.microsoft.com/v1.0/me" => new { id = account.Id, displayName = account.Name, mail = account.Email },
        "/graph.facebook.com/v22.0/me" => new { id = account.Id, name = account.Name, email = account.Email, picture = new { data = new { url = account.Avatar } } },
        "/kapi.kakao.com/v2/user/me" => new
        {
            id = Number(account),
            kakao_account = new { email = account.Email, is_email_valid = true, is_email_verified = account.IsEmailVerified, profile = new { nickname = account.Name, profile_image_url = account.Avatar } },
        },
        "/openapi.naver.com/v1/nid/me" => new { resultcode = "00", message = "success", response = new { id = account.Id, email = account.Email, nickname = account.Name, profile_image = account.Avatar } },
        "/discord.com/api/users/@me" => new { id = account.Id, username = "username", global_name = account.Name, avatar = "a1b2", email = account.Email, verified = account.IsEmailVerified },
        "/userinfo" => new { id = account.Id, email = account.Email, email_verified = account.IsEmailVerified, name = account.Name, avatar = account.Avatar, deep = new { mail = account.Email } },
        _ => null,
    };

    /// <summary>RFC 6749 section 5.2, but for those that have ways of their own.</summary>
    public static Task RefuseAsync(HttpContext http, string path, string error)
    {
        if (path.Contains("github", StringComparison.Ordinal))
            return FakeProvider.JsonAsync(http, new { error = error == "invalid_client" ? "incorrect_client_credentials" : "bad_verification_code", error_description = "no" });
        if (path.Contains("naver", StringComparison.Ordinal)) return FakeProvider.JsonAsync(http, new { error, error_description = "no" });
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return path.Contains("facebook", StringComparison.Ordinal)
            ? FakeProvider.JsonAsync(http, new { error = new { message = "no", type = "OAuthException", code = 100 } }) : FakeProvider.JsonAsync(http, new { error });
    }

    private static long Number(FakeAccount account) => long.Parse(account.Id, CultureInfo.InvariantCulture);
}
