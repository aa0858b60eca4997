using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>A tenant's own sentences in one language as a full row (contract/management-misc.md 5).</summary>
internal static class CustomPhraseObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("languageTag"), Schemas.AnyObject.Required("translation"));

    public static JsonText Text(CustomPhrase phrase) => JsonText.Write(json => Write(json, phrase));

    public static void Write(Utf8JsonWriter json, CustomPhrase phrase)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, phrase.TenantId);
        json.WriteString("id"u8, phrase.Id);
        json.WriteString("languageTag"u8, phrase.LanguageTag);
        json.WritePropertyName("translation"u8);
        phrase.Translation.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>The language in the path must be one that is known.</summary>
    public static Refusal? RefuseTag(string languageTag) =>
        LanguageTags.Known.Contains(languageTag) ? null : Issue.Refuse("params", [Issue.InvalidEnum(["languageTag"], LanguageTags.Known, languageTag)]);
}
