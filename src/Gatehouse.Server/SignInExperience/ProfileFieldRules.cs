using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What a custom profile field may be called and how it may be configured, beyond the shape of its kind (contract/management-misc.md 5).</summary>
internal static partial class ProfileFieldRules
{
    private static readonly string[] BuiltIn = ["preferredUsername"];
    private static readonly string[] CustomData = ["onboarding", "ossOnboarding", "guideRequests", "adminConsolePreferences", "defaultTenantId"];
    private static readonly string[] SignInIdentifiers = ["username", "primaryEmail", "primaryPhone", "email", "phone"];

    public static Refusal? RefuseName(string name)
    {
        if (!LettersAndDigits().IsMatch(name)) return new Refusal("custom_profile_fields.invalid_name").With("name", name);
        if (BuiltIn.Contains(name)) return new Refusal("custom_profile_fields.name_conflict_built_in_prop").With("name", name);
        if (CustomData.Contains(name)) return new Refusal("custom_profile_fields.name_conflict_custom_data").With("name", name);
        return SignInIdentifiers.Contains(name) ? new Refusal("custom_profile_fields.name_conflict_sign_in_identifier").With("name", name) : null;
    }

    /// <param name="config">Of the shape of its kind; null when none was sent.</param>
    /// <param name="isStrict">Also values that make no sense to users, which a new field may have still.</param>
    public static Refusal? RefuseConfig(string type, JsonText? config, bool isStrict)
    {
        var settings = (config ?? JsonText.EmptyObject).ToElement();
        if (IsOutOfOrder(settings, "minLength", "maxLength") || IsOutOfOrder(settings, "minValue", "maxValue"))
            return new Refusal("custom_profile_fields.invalid_min_max_input");
        return type switch
        {
            "Checkbox" when isStrict && !settings.TryGetProperty("defaultValue", out _) => new Refusal("custom_profile_fields.invalid_default_value"),
            "Select" when isStrict && settings.GetProperty("options").GetArrayLength() == 0 => new Refusal("custom_profile_fields.invalid_options"),
            "Regex" when isStrict && !IsPattern(settings.GetProperty("format").GetString()!) => new Refusal("custom_profile_fields.invalid_regex_format"),
            "Address" or "Fullname" => RefuseParts(type, settings.GetProperty("parts")),
            _ => null,
        };
    }

    private static Refusal? RefuseParts(string type, JsonElement parts)
    {
        if (parts.GetArrayLength() == 0)
            return type == "Address" ? new Refusal("custom_profile_fields.invalid_address_components") : new Refusal("custom_profile_fields.invalid_fullname_components");
        return parts.EnumerateArray().Any(part => part.GetProperty("type").GetString() is "Address" or "Fullname")
            ? new Refusal("custom_profile_fields.invalid_sub_component_type") : null;
    }

    private static bool IsOutOfOrder(JsonElement settings, string low, string high) =>
        settings.TryGetProperty(low, out var least) && settings.TryGetProperty(high, out var most) && least.GetDecimal() > most.GetDecimal();

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]+\z")]
    private static partial Regex LettersAndDigits();
}
