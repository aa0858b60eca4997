using System.Text.RegularExpressions;
using Gatehouse.Passwords;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>What <see cref="UserObject"/> writes, as schemas (contract/management-api.md 2.1).</summary>
internal static partial class UserShapes
{
    // On a long text that almost fits, a backtracking engine would try every pair of @ and dot.
    private static readonly Regex EmailShape = new(@"\A\S+@\S+\.\S+\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A username in a request: letters, digits and underscores, not beginning with a digit.</summary>
    public static TextSchema Username { get; } = Schemas.Text.Matching(UsernameShape());

    /// <summary>An e-mail address in a request, as far as its shape tells.</summary>
    public static TextSchema Email { get; } = Schemas.Text.Matching(EmailShape);

    /// <summary>Whether it may be a user's address, as the schemas judge it.</summary>
    public static bool IsEmail(string text) => EmailShape.IsMatch(text);

    /// <summary>A phone number in a request: digits.</summary>
    public static TextSchema Phone { get; } = Schemas.Text.Matching(PhoneShape());

    /// <summary>A profile as OpenID Connect Core 5.1 names it; unknown members are dropped.</summary>
    public static Schema<JsonText> Profile { get; } = Schemas.ObjectOf(
        Schemas.Text.Optional("familyName"),
        Schemas.Text.Optional("givenName"),
        Schemas.Text.Optional("middleName"),
        Schemas.Text.Optional("nickname"),
        Schemas.Text.Optional("preferredUsername"),
        Schemas.Text.Optional("profile"),
        Schemas.Text.Optional("website"),
        Schemas.Text.Optional("gender"),
        Schemas.Text.Optional("birthdate"),
        Schemas.Text.Optional("zoneinfo"),
        Schemas.Text.Optional("locale"),
        Schemas.ObjectOf(
            Schemas.Text.Optional("formatted"),
            Schemas.Text.Optional("streetAddress"),
            Schemas.Text.Optional("locality"),
            Schemas.Text.Optional("region"),
            Schemas.Text.Optional("postalCode"),
            Schemas.Text.Optional("country")).Optional("address"));

    public static ObjectSchema Identity { get; } = new(Schemas.Text.Required("userId"), Schemas.AnyObject.Optional("details"));

    /// <summary>The map target → account.</summary>
    public static Schema<IReadOnlyDictionary<string, Input>> Identities { get; } = Schemas.MapOf(Identity);

    public static IReadOnlyList<IField> BaseFields { get; } =
    [
        Schemas.Text.Required("id"),
        Schemas.Text.OrNull().Required("username"),
        Schemas.Text.OrNull().Required("primaryEmail"),
        Schemas.Text.OrNull().Required("primaryPhone"),
        Schemas.Text.OrNull().Required("name"),
        Schemas.Text.OrNull().Required("avatar"),
        Schemas.AnyObject.Required("customData"),
        Identities.Required("identities"),
        Schemas.Integer.OrNull().Required("lastSignInAt"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("updatedAt"),
        Profile.Required("profile"),
        Schemas.Text.OrNull().Required("applicationId"),
        Schemas.Flag.Required("isSuspended"),
    ];

    /// <summary>The base fields alone.</summary>
    public static ObjectSchema Base { get; } = new(BaseFields);

    /// <summary>With <c>hasPassword</c>, as the Management API shows a user.</summary>
    public static ObjectSchema Full { get; } = FullWith();

    /// <summary>What is added for those who ask for password digests.</summary>
    public static IReadOnlyList<IField> PasswordHash { get; } =
    [
        Schemas.Text.OrNull().Optional("passwordDigest"),
        Schemas.OneOf(Enum.GetNames<PasswordAlgorithm>()).OrNull().Optional("passwordAlgorithm"),
    ];

    /// <summary>What is added for those who ask for the counts of sign-ins (docs/accounts.md).</summary>
    public static IReadOnlyList<IField> SignInCounts { get; } =
    [
        Schemas.Integer.Optional("signInCount"), Schemas.Integer.Optional("failedSignInCount"), Schemas.Integer.OrNull().Optional("lastFailedSignInAt"),
    ];

    public static ObjectSchema FullWith(params IReadOnlyList<IField> more) => new([.. BaseFields, Schemas.Flag.Required("hasPassword"), .. more]);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex UsernameShape();

    [GeneratedRegex(@"\A[0-9]+\z")]
    private static partial Regex PhoneShape();
}
