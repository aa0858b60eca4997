using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>
/// A value of a user's profile or custom data that has a field of its own: those of OpenID Connect (Core 5.1), and what the tenant asks its
/// users for besides (contract/management-misc.md 5).
/// </summary>
/// <param name="Home"><c>profile</c> or <c>customData</c>.</param>
/// <param name="Path">Within it.</param>
/// <param name="Type">As of custom profile fields: <c>Text</c>, <c>Number</c>, <c>Checkbox</c>, <c>Select</c> …</param>
internal sealed record ProfileField(string Home, IReadOnlyList<string> Path, string Label, string Type)
{
    public const string Profile = "profile";
    private const string CustomData = "customData";

    private static readonly string[] Usual = ["givenName", "familyName", "nickname", "birthdate", "gender", "website", "locale", "zoneinfo"];
    private static readonly string[] Address = ["streetAddress", "locality", "region", "postalCode", "country"];
    private static readonly FrozenSet<string> OfProfile = FrozenSet.ToFrozenSet([.. Usual, "middleName", "preferredUsername", "profile"]);

    /// <summary>Names that the form has as rows of the user's own, and kinds that are made of parts which the profile has one by one.</summary>
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet(["avatar", "name", "fullname", "address", "username", "email", "phone"]);

    public string? Description { get; init; }

    /// <summary>Of a selection.</summary>
    public IReadOnlyList<(string Value, string Label)> Options { get; init; } = [];

    /// <summary>Of the form's field, and of the API's member.</summary>
    public string Name => Home + "." + string.Join('.', Path);

    public bool IsAddress => Path.Count > 1;

    public bool IsCustom => Home == CustomData;

    /// <param name="asked">What the tenant asks for.</param>
    public static IReadOnlyList<ProfileField> All(ConsoleFrame frame, IReadOnlyList<AskedField> asked)
    {
        var fields = Usual.Select(name => new ProfileField(Profile, [name], frame.Say("profile." + name), "Text")).ToList();
        foreach (var field in asked.Where(field => !Elsewhere.Contains(field.Name)))
        {
            var isOurs = OfProfile.Contains(field.Name);
            var known = fields.FindIndex(other => other.Path[0] == field.Name);
            var label = string.IsNullOrEmpty(field.Label) ? known >= 0 ? fields[known].Label : field.Name : field.Label;
            var made = new ProfileField(isOurs ? Profile : CustomData, [field.Name], label, field.Type) { Description = field.Description, Options = field.Options };
            if (known >= 0) fields[known] = made;
            else fields.Add(made);
        }

        fields.AddRange(Address.Select(name => new ProfileField(Profile, ["address", name], frame.Say("profile." + name), "Text")));
        return fields;
    }

    /// <summary>As the form shows it; empty for nothing. What is no single value is not for a field.</summary>
    public string ValueOf(ConsoleUser user)
    {
        var place = IsCustom ? user.CustomData : user.Profile;
        foreach (var step in Path)
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place)) return "";
        }

        return place.ValueKind switch
        {
            JsonValueKind.String => place.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => place.GetRawText(),
            _ => "",
        };
    }

    /// <summary>Puts a value into the whole that it belongs to; an empty one takes it away.</summary>
    public void Put(JsonObject whole, string text)
    {
        if (Path.Count > 1)
        {
            var inner = whole[Path[0]] as JsonObject;
            if (inner is null) whole[Path[0]] = inner = [];
            Put(inner, Path[1], text);
            if (inner.Count == 0) whole.Remove(Path[0]);
            return;
        }

        Put(whole, Path[0], text);
    }

    private void Put(JsonObject place, string name, string text)
    {
        if (text.Length == 0) place.Remove(name);
        else place[name] = Parse(text);
    }

    /// <summary>A number and a tick as what they are, as the sign-in keeps them; all else as text.</summary>
    private JsonNode Parse(string text) => Type switch
    {
        "Number" when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        "Checkbox" => text == "true",
        _ => text,
    };
}

/// <summary>What the tenant asks its users for, as the API shows it.</summary>
internal sealed record AskedField(string Name, string Type, string? Label, string? Description, JsonElement Config)
{
    public IReadOnlyList<(string Value, string Label)> Options =>
        Config.ValueKind == JsonValueKind.Object && Config.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array
            ? [.. options.EnumerateArray().Select(option => (Text(option, "value") ?? "", Text(option, "label") ?? Text(option, "value") ?? ""))] : [];

    private static string? Text(JsonElement option, string name) => option.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
