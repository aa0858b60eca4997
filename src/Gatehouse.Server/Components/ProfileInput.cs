using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Components;

/// <summary>One input of the form with the custom profile fields: a field, or a part of one that is made of parts (contract/management-misc.md 5).</summary>
/// <param name="Path">Where the value belongs: the field's name, or that of the address and the part's.</param>
/// <param name="Type">One of the types of fields without parts.</param>
/// <param name="Config">A JSON object with bounds and options.</param>
internal sealed record ProfileInput(IReadOnlyList<string> Path, string Type, string Label, string? Description, bool IsRequired, JsonText Config)
{
    private const string IsoDate = "yyyy-MM-dd";
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, string> Autofills = new()
    {
        ["name"] = "name", ["givenName"] = "given-name", ["middleName"] = "additional-name", ["familyName"] = "family-name", ["nickname"] = "nickname",
        ["birthdate"] = "bday", ["website"] = "url", ["gender"] = "sex", ["locale"] = "language", ["streetAddress"] = "street-address", ["locality"] = "address-level2",
        ["region"] = "address-level1", ["postalCode"] = "postal-code", ["country"] = "country-name", ["formatted"] = "street-address",
    };

    /// <summary>Of the input in the form.</summary>
    public string Name => "profile." + string.Join('.', Path);

    public string? Autocomplete => Autofills.GetValueOrDefault(Path[^1]);

    public string? Placeholder => Text("placeholder");

    /// <summary>What the form begins with.</summary>
    public string Default => Text("defaultValue") ?? "";

    /// <summary>A picture to send, whose URL becomes the value. Where files have no place it is a URL to type.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Browsers know dates by themselves; a tenant's own way to write them is typed.</summary>
    public bool IsIsoDate => Type == "Date" && DateFormat == IsoDate;

    /// <summary>Of a select field, each with what people read.</summary>
    public IReadOnlyList<(string Value, string Label)> Options => Config.ToElement().TryGetProperty("options", out var options)
        ? [.. options.EnumerateArray().Select(option => (option.GetProperty("value").GetString()!, LabelOf(option)))] : [];

    public string? DateFormat => Type != "Date" ? null : Text("format") is { Length: > 0 } format ? format : IsoDate;

    /// <returns>What is wrong with a value; null when nothing is. An empty value is one of a field that need not be there.</returns>
    public string? Refuse(PageFrame frame, string value)
    {
        if (value.Length == 0) return IsRequired ? frame.Say("error.general_required", ("types", Label)) : null;
        var isGood = Type switch
        {
            "Number" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
            "Date" => DateTime.TryParseExact(value, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "Url" => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            "Select" => Options.Any(option => option.Value == value),
            "Regex" => MatchesPattern(value),
            _ => true,
        };
        if (!isGood) return frame.Say("error.general_invalid", ("types", Label));
        return Type == "Number" ? RefuseSize(frame, decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture), "minValue", "maxValue", "number")
            : Type == "Text" ? RefuseSize(frame, value.Length, "minLength", "maxLength", "length") : null;
    }

    /// <summary>The value as it is kept: a number and a tick as what they are, all else as text.</summary>
    public void Write(Utf8JsonWriter json, string value)
    {
        switch (Type)
        {
            case "Number":
                json.WriteNumberValue(decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture));
                break;
            case "Checkbox":
                json.WriteBooleanValue(value.Length > 0);
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    private string? RefuseSize(PageFrame frame, decimal size, string low, string high, string kind)
    {
        if (Bound(low) is { } least && size < least) return frame.Say($"error.{kind}_too_small", ("min", Written(least)));
        return Bound(high) is { } most && size > most ? frame.Say($"error.{kind}_too_big", ("max", Written(most))) : null;
    }

    /// <summary>The tenant's pattern must not make the server think for long.</summary>
    private bool MatchesPattern(string value)
    {
        try
        {
            return Regex.IsMatch(value, Text("format") ?? "", RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception problem) when (problem is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private decimal? Bound(string name) => Config.ToElement().TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDecimal() : null;

    private string? Text(string name) => Config.ToElement().TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string LabelOf(JsonElement option) =>
        option.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.String && label.GetString() is { Length: > 0 } text ? text : option.GetProperty("value").GetString()!;
}
