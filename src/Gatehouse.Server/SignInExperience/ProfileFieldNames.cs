using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// Lists that name custom profile fields: <c>signUpProfileFields</c> of the sign-in experience and <c>profileFields</c> of the account
/// centre (contract/management-misc.md 4 and 5). On the wire each name is an object with the member <c>name</c>.
/// </summary>
internal static class ProfileFieldNames
{
    /// <summary>Null for no list.</summary>
    public static JsonText? Text(IReadOnlyList<string>? names) => names is null ? null : JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var name in names)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>No list names nothing.</summary>
    public static IReadOnlyList<string> Read(JsonText? list) => list is not { } text || text.ToElement() is not { ValueKind: JsonValueKind.Array } items
        ? [] : [.. items.EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    /// <summary>The list without a name; an emptied list stays a list.</summary>
    public static JsonText? Without(JsonText? list, string name) =>
        Read(list) is var names && names.Contains(name) ? Text([.. names.Where(other => other != name)]) : list;

    public static Refusal? RefuseUnknown(IReadOnlyList<string> names, IReadOnlyCollection<string> known)
    {
        var unknown = names.Except(known).ToList();
        return unknown.Count == 0 ? null
            : new Refusal("custom_profile_fields.entity_not_exists_with_names").With("names", string.Join(", ", unknown));
    }
}
