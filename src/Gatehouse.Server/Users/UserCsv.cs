using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>
/// Users as rows of a table: the columns of an export, each named like the member of the user object, the profile a column for each of its
/// members, custom data as JSON. What an import can't set stands there to be read by people, and an import skips it.
/// </summary>
internal static class UserCsv
{
    private static readonly string[] ProfileTexts =
        ["familyName", "givenName", "middleName", "nickname", "preferredUsername", "profile", "website", "gender", "birthdate", "zoneinfo", "locale"];

    private static readonly string[] AddressTexts = ["formatted", "streetAddress", "locality", "region", "postalCode", "country"];

    private static readonly string[] Before = ["id", "username", "primaryEmail", "primaryPhone", "name", "avatar", "isSuspended"];

    private static readonly string[] After = ["customData", "identities", "applicationId", "lastSignInAt", "createdAt", "updatedAt", "hasPassword"];

    private static readonly string[] Secret = ["passwordDigest", "passwordAlgorithm"];

    /// <summary>Columns that an import takes from an export without a word and does nothing with.</summary>
    public static IReadOnlySet<string> OnlyToRead { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "id", "identities", "applicationId", "lastSignInAt", "createdAt", "updatedAt", "hasPassword" };

    public static IEnumerable<string> Header(bool includesHash) =>
    [
        .. Before, .. ProfileTexts.Select(name => "profile." + name), .. AddressTexts.Select(name => "profile.address." + name), .. After,
        .. includesHash ? Secret : [],
    ];

    public static IEnumerable<string?> Cells(User user, bool includesHash)
    {
        var profile = user.Profile == JsonText.EmptyObject ? default : user.Profile.ToElement();
        var address = Member(profile, "address");
        return
        [
            user.Id, user.Username, user.PrimaryEmail, user.PrimaryPhone, user.Name, user.Avatar, Flag(user.IsSuspended),
            .. ProfileTexts.Select(name => Text(Member(profile, name))),
            .. AddressTexts.Select(name => Text(Member(address, name))),
            user.CustomData == JsonText.EmptyObject ? null : user.CustomData.Text,
            user.Identities.Count == 0 ? null : JsonText.Write(json => UserObject.WriteIdentities(json, user.Identities)).Text,
            user.ApplicationId, Time(user.LastSignInAt), Time(user.CreatedAt), Time(user.UpdatedAt), Flag(user.HasPassword),
            .. includesHash ? (string?[])[user.PasswordDigest, user.PasswordAlgorithm] : [],
        ];
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string? Time(DateTime? time) => time?.ToEpochMilliseconds().ToString(CultureInfo.InvariantCulture);
}
