using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>The form with the custom profile fields (contract/experience-api.md 7): which member of a user each value becomes.</summary>
internal static class ExtraProfile
{
    private const string Name = "name";
    private const string Avatar = "avatar";

    private static readonly Field<string> NameField = Schemas.Text.Optional(Name);
    private static readonly Field<string> AvatarField = Schemas.Text.Url().OrEmpty().Optional(Avatar);
    private static readonly ObjectSchema BuiltIn = new(NameField, AvatarField);

    /// <summary>Names that are members of the user or of the profile keep their meaning, all others are custom data.</summary>
    /// <param name="values">A JSON object.</param>
    public static Checked<PendingProfile> Read(JsonText values)
    {
        var sent = values.ToElement();
        foreach (var member in sent.EnumerateObject())
        {
            if (member.Name.Length == 0 || !member.Name.All(char.IsAsciiLetterOrDigit)) return Issue.Refuse("body", [Issue.InvalidString(["values", member.Name], "regex")]);
            if (ProfileFieldRules.RefuseName(member.Name) is { } reserved) return reserved;
        }

        var reading = new Reading();
        if (!BuiltIn.TryRead(sent, reading, out var own) || !UserShapes.Profile.TryRead(sent, reading, out var profile)) return Issue.Refuse("body", reading.Issues);
        return new PendingProfile
        {
            Name = own.Get(NameField),
            Avatar = own.Get(AvatarField),
            Profile = profile,
            CustomData = Others(sent, profile.ToElement()),
            Submitted = true,
        };
    }

    /// <summary>Whether the profile holds something under the name of a field.</summary>
    public static bool Has(PendingProfile profile, string name) => name switch
    {
        Name => !string.IsNullOrEmpty(profile.Name),
        Avatar => !string.IsNullOrEmpty(profile.Avatar),
        _ => Holds(profile.Profile, name) || Holds(profile.CustomData, name),
    };

    private static JsonText Others(JsonElement sent, JsonElement profile) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var member in sent.EnumerateObject())
        {
            if (member.Name is not (Name or Avatar) && !profile.TryGetProperty(member.Name, out _)) member.WriteTo(json);
        }

        json.WriteEndObject();
    });

    private static bool Holds(JsonText? members, string name) =>
        members is { } text && text.ToElement().TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null && (value.ValueKind != JsonValueKind.String || value.GetString()!.Length > 0);
}
