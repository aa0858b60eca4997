using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>The members of a user that administrators write (contract/management-api.md 2.2). Lengths are the columns'.</summary>
internal static class UserFields
{
    public static TextSchema EmailText => UserShapes.Email;

    public static TextSchema PhoneText => UserShapes.Phone;

    /// <summary>An e-mail address, as far as its shape tells.</summary>
    public static TextSchema Email => EmailText;

    /// <summary>On create: an identifier is there or not, but never empty or null.</summary>
    public static Fields OnCreate { get; } = new(
        Widen(UserShapes.Username).Optional("username"),
        Widen(EmailText).Optional("primaryEmail"),
        Widen(PhoneText).Optional("primaryPhone"),
        Widen(Schemas.Text).Optional("name"));

    /// <summary>On change: null and the empty text clear.</summary>
    public static Fields OnChange { get; } = new(
        UserShapes.Username.OrEmpty().OrNull().Optional("username"),
        EmailText.OrEmpty().OrNull().Optional("primaryEmail"),
        PhoneText.OrEmpty().OrNull().Optional("primaryPhone"),
        Schemas.Text.OrNull().Optional("name"));

    /// <summary>The fields that create and change have in common, each with its own idea of "none".</summary>
    internal sealed class Fields(Field<string?> username, Field<string?> email, Field<string?> phone, Field<string?> name)
    {
        private readonly Field<string?> _avatar = Schemas.Text.Url().OrEmpty().OrNull().Optional("avatar");
        private readonly Field<JsonText> _customData = Schemas.AnyObject.Optional("customData");
        private readonly Field<JsonText> _profile = UserShapes.Profile.Optional("profile");

        public IReadOnlyList<IField> All => [phone, email, username, name, _avatar, _customData, _profile];

        public UserChange Read(Input body) => new()
        {
            Username = body.Optional(username),
            PrimaryEmail = body.Optional(email),
            PrimaryPhone = body.Optional(phone),
            Name = body.Optional(name),
            Avatar = body.Optional(_avatar),
            CustomData = body.Optional(_customData),
            Profile = body.Optional(_profile),
        };
    }

    private static NotNullSchema Widen(TextSchema schema) => new(schema);

    /// <summary>Reads a text into a place that could hold null, without accepting null.</summary>
    private sealed class NotNullSchema(TextSchema schema) : Schema<string?>
    {
        public override bool TryRead(System.Text.Json.JsonElement value, Reading reading, out string? result)
        {
            var fits = schema.TryRead(value, reading, out var text);
            result = text;
            return fits;
        }

        public override System.Text.Json.Nodes.JsonObject Describe() => schema.Describe();
    }
}
