using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Components;

/// <summary>The form that the tenant's custom profile fields make, in their order: of those that new users are asked for (setting <c>signUpProfileFields</c>), or that users may change (<c>profileFields</c> of the account centre).</summary>
internal static class ProfileForm
{
    private const string Picture = "avatar";

    /// <param name="names">The fields that are asked for, a stored array of names; null: none.</param>
    /// <param name="takesPictures">There is a place for files.</param>
    public static IReadOnlyList<ProfileInput> Of(PublishedExperience experience, JsonText? names, PageFrame frame, bool takesPictures)
    {
        var asked = ProfileFieldNames.Read(names);
        var inputs = experience.ProfileFields.Where(field => asked.Contains(field.Name)).SelectMany(field => InputsOf(field, frame));
        return [.. inputs.Select(input => takesPictures && input is { Path: [Picture], Type: "Url" or "Text" } ? input with { IsPicture = true, Type = "Url" } : input)];
    }

    /// <param name="values">By the name of the input; what is empty is left out.</param>
    /// <returns>A JSON object as the sign-in API takes it.</returns>
    public static JsonText Values(IReadOnlyList<ProfileInput> inputs, IReadOnlyDictionary<string, string> values) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var whole in inputs.Where(input => values[input.Name].Length > 0 || input.Type == "Checkbox").GroupBy(input => input.Path[0]))
        {
            json.WritePropertyName(whole.Key);
            if (whole.First().Path.Count == 1)
            {
                whole.First().Write(json, values[whole.First().Name]);
                continue;
            }

            json.WriteStartObject();
            foreach (var part in whole)
            {
                json.WritePropertyName(part.Path[1]);
                part.Write(json, values[part.Name]);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static IEnumerable<ProfileInput> InputsOf(CustomProfileField field, PageFrame frame)
    {
        if (field.Type is not ("Address" or "Fullname"))
            return [new ProfileInput([field.Name], field.Type, LabelOf(frame, field.Label, field.Name, field.Name), field.Description, field.Required, field.Config)];
        return field.Config.ToElement().GetProperty("parts").EnumerateArray().Where(part => part.GetProperty("enabled").GetBoolean()).Select(part =>
        {
            var (name, isAddress) = (part.GetProperty("name").GetString()!, field.Type == "Address");
            return new ProfileInput(
                isAddress ? [field.Name, name] : [name], part.GetProperty("type").GetString()!, LabelOf(frame, Text(part, "label"), isAddress ? "address." + name : name, name),
                Text(part, "description"), field.Required && part.GetProperty("required").GetBoolean(),
                part.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object ? JsonText.From(config) : JsonText.EmptyObject);
        });
    }

    /// <summary>The tenant's word, ours for what we know, else the name itself.</summary>
    private static string LabelOf(PageFrame frame, string? label, string phrase, string name)
    {
        if (!string.IsNullOrEmpty(label)) return label;
        var ours = frame.Say("profile." + phrase);
        return ours.EndsWith("profile." + phrase, StringComparison.Ordinal) ? name : ours;
    }

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
