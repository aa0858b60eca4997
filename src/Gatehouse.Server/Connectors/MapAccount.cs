using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Phone;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Reads the facts of an account out of what its provider said, by the factory's claims and those of the configuration (<c>profileMap</c>).
/// Accounts here are found and taken over by address and number, so only verified ones come in: the provider must have said so, or, for
/// addresses, the connector's administrator answers for it (<c>trustUnverifiedEmail</c>). See docs/adr/0014.
/// </summary>
internal static class MapAccount
{
    private const int LongestId = 256;
    private const int LongestEmail = 128;
    private const int LongestName = 128;
    private const int LongestAvatar = 2048;

    public static Checked<SocialUserInfo> Execute(SocialProvider provider, SocialConfig config, JsonElement said)
    {
        var (claims, own) = (provider.Claims!, config.Map("profileMap").ToDictionary(pair => pair.Key, pair => pair.Value));
        if (ClaimPath.Text(said, PathsOf("id", claims.Id)) is not { Length: <= LongestId } id)
            return ConnectorRefusals.InvalidResponse("The provider does not say whose account it is.");
        var acceptsTexts = provider.IdToken?.AcceptsTextBooleans == true || config.Flag("acceptStringTypedBooleanClaims");
        var hasEmail = config.Flag("trustUnverifiedEmail") || ClaimPath.AreTrue(said, PathsOf("emailVerified", claims.EmailVerified), acceptsTexts);
        var hasPhone = ClaimPath.AreTrue(said, PathsOf("phoneVerified", claims.PhoneVerified), acceptsTexts);
        return new SocialUserInfo(
            id,
            hasEmail ? EmailOf(ClaimPath.Text(said, PathsOf("email", claims.Email))) : null,
            hasPhone ? PhoneOf(ClaimPath.Text(said, PathsOf("phone", claims.Phone))) : null,
            NameOf(ClaimPath.Text(said, PathsOf("name", claims.Name))),
            AvatarOf(ClaimPath.Text(said, PathsOf("avatar", claims.Avatar))),
            ProviderJson.WithoutSecrets(said));

        IReadOnlyList<string>? PathsOf(string fact, IReadOnlyList<string>? usual) => own.TryGetValue(fact, out var path) ? [path] : usual;
    }

    /// <summary>Null when it can't be an address here.</summary>
    private static string? EmailOf(string? email) =>
        email is { Length: <= LongestEmail } && email.IndexOf('@', StringComparison.Ordinal) is var at and > 0 && at < email.Length - 1
        && at == email.LastIndexOf('@') && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? email : null;

    /// <summary>Digits with the country code; providers write plus, blanks and hyphens between.</summary>
    private static string? PhoneOf(string? phone) =>
        phone is not null && phone.StartsWith('+') && PhoneNumber.TryNormalize(string.Concat(phone.Where(char.IsAsciiDigit)), out var number) ? number : null;

    private static string? NameOf(string? name)
    {
        var plain = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        if (plain.Length > LongestName) plain = plain[..(char.IsHighSurrogate(plain[LongestName - 1]) ? LongestName - 1 : LongestName)];
        return plain.Length > 0 ? plain : null;
    }

    /// <summary>Only what can be a picture's address: a page shows it.</summary>
    private static string? AvatarOf(string? avatar) =>
        avatar is { Length: <= LongestAvatar } && Uri.TryCreate(avatar, UriKind.Absolute, out var url) && (url.Scheme is "https" or "http") ? avatar : null;
}
