using System.Collections.Frozen;

namespace Gatehouse.Server.Components;

/// <summary>Languages by their own names, by the part of the tag before the region. The server runs without culture data.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["ar"] = "العربية", ["cs"] = "Čeština", ["da"] = "Dansk", ["de"] = "Deutsch", ["el"] = "Ελληνικά", ["en"] = "English", ["es"] = "Español",
        ["fa"] = "فارسی", ["fi"] = "Suomi", ["fr"] = "Français", ["he"] = "עברית", ["hi"] = "हिन्दी", ["hu"] = "Magyar", ["id"] = "Bahasa Indonesia",
        ["it"] = "Italiano", ["ja"] = "日本語", ["ko"] = "한국어", ["ms"] = "Bahasa Melayu", ["nb"] = "Norsk bokmål", ["nl"] = "Nederlands",
        ["pl"] = "Polski", ["pt"] = "Português", ["ro"] = "Română", ["ru"] = "Русский", ["sv"] = "Svenska", ["th"] = "ไทย", ["tr"] = "Türkçe",
        ["uk"] = "Українська", ["vi"] = "Tiếng Việt", ["zh"] = "中文",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tag itself where the name is not known.</summary>
    public static string Of(string tag)
    {
        var parts = tag.Split('-', 2);
        var name = Names.GetValueOrDefault(parts[0], parts[0]);
        return parts.Length == 1 ? name : $"{name} ({parts[1]})";
    }
}
