using System.Globalization;
using System.Text;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>
/// Turns a search into SQL (contract/management-api.md 2.4). PostgreSQL evaluates the patterns itself, over trigram indexes. On SQLite a
/// full-text index of trigrams, where the table has one, narrows the rows by a text that every match contains; the exact test is
/// <see cref="SqlitePatterns"/>.
/// </summary>
internal static class SearchSql
{
    private const int TrigramLength = 3;

    /// <summary>The rows of <typeparamref name="T"/> that the search finds, to go on querying.</summary>
    /// <param name="textIndex">
    /// On SQLite, the FTS5 table over the searched columns, whose row number is the column <c>sequence</c>, indexed as <c>ix_[table]_sequence</c>.
    /// </param>
    /// <param name="members">What must stand in columns of JSON besides.</param>
    public static async Task<IQueryable<T>> SearchAsync<T>(
        this GatehouseDb db, SearchQuery? search, CancellationToken ct, string? textIndex = null, IReadOnlyList<MemberMatch>? members = null)
        where T : class
    {
        if (search is null && members is null or []) return db.Set<T>();
        var entity = db.Model.FindEntityType(typeof(T))!;
        var table = entity.GetTableName()!;
        var sql = new Statement(db.Database.IsSqlite(), table, textIndex);
        var conditions = new List<string> { $"tenant_id = {sql.Parameter(db.TenantId)}" };
        var isNarrowed = false;
        if (search is not null)
        {
            if (!db.Database.IsSqlite() && search.Entries.Any(entry => entry.Mode is SearchMode.Posix or SearchMode.SimilarTo)) await LimitTimeAsync(db, ct);
            var rows = sql.Narrowed(search);
            isNarrowed = rows.Count > 0;
            conditions.AddRange(rows);
            var joint = search.Joint == SearchJoint.And ? " AND " : " OR ";
            var open = isNarrowed ? Statement.LeftOpen(search) : search.Entries;
            if (open.Count > 0) conditions.Add($"({string.Join(joint, open.Select(entry => sql.Condition(entry, search.IsCaseSensitive)))})");
        }

        conditions.AddRange((members ?? []).Select(member => sql.Condition(entity.FindProperty(member.Column)!.GetColumnName(), member)));
#pragma warning disable EF1002 // Table and columns come from the model; every value is a parameter.
        // Left to itself SQLite walks the index that the list is sorted by and asks of every row whether it was found.
        var from = isNarrowed ? $"{table} INDEXED BY ix_{table}_sequence" : table;
        return db.Set<T>().FromSqlRaw($"SELECT * FROM {from} WHERE {string.Join(" AND ", conditions)}", [.. sql.Parameters]);
#pragma warning restore EF1002
    }

    /// <summary>
    /// PostgreSQL works on some short patterns for minutes. The limit holds for the transaction, which ends with the context;
    /// <see cref="QueryFault"/> tells the caller.
    /// </summary>
    private static async Task LimitTimeAsync(GatehouseDb db, CancellationToken ct)
    {
        await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("SET LOCAL statement_timeout = '5s'", ct);
    }

    private sealed class Statement(bool isSqlite, string table, string? textIndex)
    {
        public List<object> Parameters { get; } = [];

        public string Parameter(object value)
        {
            Parameters.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{Parameters.Count - 1}}}");
        }

        public string Condition(SearchEntry entry, bool isCaseSensitive)
        {
            var columns = entry.Fields.Select(field => $"{table}.{SnakeCase.Of(char.ToUpperInvariant(field[0]) + field[1..])}").ToList();
            return AnyOf([.. columns.SelectMany(column => entry.Mode == SearchMode.Exact && (isSqlite || isCaseSensitive)
                ? [OneOf(column, entry.Values, isCaseSensitive)]
                : entry.Values.Select(value => Match(column, entry.Mode, value, isCaseSensitive)))]);
        }

        public string Condition(string column, MemberMatch member) => isSqlite
            ? $"{SqlitePatterns.TextAt}({table}.{column}, {Parameter(JsonText.Strings(member.Path).Text)}) = {Parameter(member.Value)}"
            : $"{table}.{column} #>> {Parameter(member.Path.ToArray())} = {Parameter(member.Value)}";

        /// <summary>However many values there are, a row is compared with all of them at once.</summary>
        private string OneOf(string column, IEnumerable<string> values, bool isCaseSensitive) => isCaseSensitive
            ? $"{column} IN ({string.Join(", ", values.Select(Parameter))})"
            : $"{SqlitePatterns.Lower}({column}) IN ({string.Join(", ", values.Select(value => Parameter(value.ToLowerInvariant())))})";

        /// <summary>Halved again and again: databases limit the depth of an expression, and a chain of a thousand ORs is that deep.</summary>
        private static string AnyOf(ReadOnlySpan<string> conditions) => conditions.Length == 1
            ? conditions[0]
            : $"({AnyOf(conditions[..(conditions.Length / 2)])} OR {AnyOf(conditions[(conditions.Length / 2)..])})";

        private string Match(string column, SearchMode mode, string value, bool isCaseSensitive) => mode switch
        {
            // ILIKE has an index of trigrams, lower() has none.
            SearchMode.Exact => Like(column, LikePattern.Escape(value), isCaseSensitive: false),
            SearchMode.Like => Like(column, value, isCaseSensitive),
            SearchMode.SimilarTo when isSqlite => Function(SqlitePatterns.SimilarTo, column, value, isCaseSensitive: true),
            SearchMode.SimilarTo => $"{column} SIMILAR TO {Parameter(value)}",
            _ when isSqlite => Function(SqlitePatterns.Posix, column, value, isCaseSensitive),
            _ => $"{column} {(isCaseSensitive ? "~" : "~*")} {Parameter(value)}",
        };

        private string Like(string column, string pattern, bool isCaseSensitive) => isSqlite
            ? Function(SqlitePatterns.Like, column, pattern, isCaseSensitive)
            : $"{column} {(isCaseSensitive ? "LIKE" : "ILIKE")} {Parameter(pattern)}";

        private string Function(string name, string column, string pattern, bool isCaseSensitive) =>
            $"{name}({column}, {Parameter(pattern)}, {(isCaseSensitive ? 1 : 0)})";

        /// <summary>
        /// Conditions that the index answers and every row that is searched for fulfils; none when it can't help: another mode, or too short a
        /// text, in one of several entries of which any may hold.
        /// </summary>
        public IReadOnlyList<string> Narrowed(SearchQuery search)
        {
            if (!isSqlite || textIndex is null) return [];
            var matches = search.Entries.Select(IndexMatch).ToList();
            if (search.Joint == SearchJoint.And) return [.. matches.OfType<string>().Select(Rows)];
            return matches.Contains(null) ? [] : [Rows(string.Join(" OR ", matches.Select(match => $"({match})")))];
        }

        /// <summary>
        /// The entries that the index alone does not answer. It knows where a text stands, in either case; of scripts with other ideas of case than
        /// ASCII the patterns' own comparison decides.
        /// </summary>
        public static IReadOnlyList<SearchEntry> LeftOpen(SearchQuery search)
        {
            var open = search.Entries.Where(entry => search.IsCaseSensitive || !IsAnswered(entry)).ToList();
            return search.Joint == SearchJoint.And || open.Count == 0 ? open : search.Entries;
        }

        private static bool IsAnswered(SearchEntry entry) =>
            entry is { Mode: SearchMode.Like, Values: [var value] } && LikePattern.TryParse(value, out var like)
            && like.Contained is { Length: >= TrigramLength } text && Ascii.IsValid(text);

        private string Rows(string match) => $"{table}.sequence IN (SELECT rowid FROM {textIndex} WHERE {textIndex} MATCH {Parameter(match)})";

        /// <summary>In the words of FTS5.</summary>
        private static string? IndexMatch(SearchEntry entry)
        {
            var phrases = new List<string>();
            foreach (var value in entry.Values)
            {
                var runs = RunsOf(entry.Mode, value).Where(run => run.EnumerateRunes().Take(TrigramLength).Count() == TrigramLength).ToList();
                if (runs.Count == 0) return null;
                phrases.Add(string.Join(" AND ", runs.Select(run => '"' + run.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')));
            }

            var columns = string.Join(' ', entry.Fields.Select(field => SnakeCase.Of(char.ToUpperInvariant(field[0]) + field[1..])));
            return $"{{{columns}}} : ({(phrases.Count == 1 ? phrases[0] : string.Join(" OR ", phrases.Select(phrase => $"({phrase})")))})";
        }

        /// <summary>What every match contains.</summary>
        private static IReadOnlyList<string> RunsOf(SearchMode mode, string value) => mode switch
        {
            SearchMode.Exact => [value],
            SearchMode.Like when LikePattern.TryParse(value, out var like) => like.Runs,
            _ => [],
        };
    }
}
