using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Search;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Data;

/// <summary>The pattern matching of PostgreSQL for SQLite, as functions: LIKE with its escape and Unicode case, SIMILAR TO, and regular expressions.</summary>
internal static class SqlitePatterns
{
    public const string Like = "gatehouse_like";
    public const string SimilarTo = "gatehouse_similar_to";
    public const string Posix = "gatehouse_posix";

    /// <summary>Lower case of every script; SQLite's own lower() knows ASCII.</summary>
    public const string Lower = "gatehouse_lower";

    /// <summary>PostgreSQL's <c>#>></c>: what stands at a path of a JSON text, as text.</summary>
    public const string TextAt = "gatehouse_text_at";

    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<(string Kind, string Pattern, bool IsCaseSensitive), Regex> Compiled = new();

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction(Lower, (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        connection.CreateFunction(TextAt, (string? json, string path) => json is null ? null : FindText(json, path), isDeterministic: true);
        foreach (var kind in (string[])[Like, SimilarTo, Posix])
        {
            connection.CreateFunction(kind, (string? text, string pattern, bool isCaseSensitive) =>
                text is not null && Find(kind, pattern, isCaseSensitive).IsMatch(text), isDeterministic: true);
        }
    }

    /// <param name="path">An array of names and indexes, all as texts.</param>
    private static string? FindText(string json, string path)
    {
        using var steps = JsonDocument.Parse(path);
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        foreach (var step in steps.RootElement.EnumerateArray())
        {
            var isThere = value.ValueKind switch
            {
                JsonValueKind.Object => value.TryGetProperty(step.GetString()!, out value),
                JsonValueKind.Array => TryGetItem(step.GetString()!, ref value),
                _ => false,
            };
            if (!isThere) return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    private static bool TryGetItem(string step, ref JsonElement array)
    {
        if (!int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)) return false;
        var length = array.GetArrayLength();
        if (index < 0) index += length;
        if (index < 0 || index >= length) return false;
        array = array[index];
        return true;
    }

    private static Regex Find(string kind, string pattern, bool isCaseSensitive)
    {
        if (Compiled.TryGetValue((kind, pattern, isCaseSensitive), out var known)) return known;
        if (Compiled.Count >= MostKept) Compiled.Clear();
        return Compiled[(kind, pattern, isCaseSensitive)] = Compile(kind, pattern, isCaseSensitive);
    }

    /// <summary>The grammar refused patterns that do not compile before they came here.</summary>
    private static Regex Compile(string kind, string pattern, bool isCaseSensitive)
    {
        Regex? regex = null;
        var isPattern = kind switch
        {
            Like => LikePattern.TryParse(pattern, out var like) && (regex = like.ToRegex(isCaseSensitive)) is not null,
            SimilarTo => SimilarToPattern.TryCompile(pattern, out regex),
            _ => PosixPattern.TryCompile(pattern, isCaseSensitive, out regex),
        };
        return isPattern ? regex! : throw new InvalidOperationException("A pattern reached the database unchecked");
    }
}
