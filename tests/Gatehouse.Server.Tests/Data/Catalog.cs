using System.Data.Common;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Data;

/// <summary>What a database says of itself, one line a thing, in words that both providers share with the model.</summary>
internal static class Catalog
{
    private const string OwnTables = "m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '__EF%' AND m.name NOT LIKE 'users_search%'";
    private const string OwnSchema = "n.nspname = 'public' AND t.relname NOT LIKE '\\_\\_EF%'";

    public static Task<List<string>> TablesAsync(DbConnection connection) => LinesAsync(connection,
        $"SELECT m.name FROM sqlite_master m WHERE {OwnTables}",
        $"SELECT t.relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE t.relkind = 'r' AND {OwnSchema}");

    public static Task<List<string>> ColumnsAsync(DbConnection connection) => LinesAsync(connection,
        $"SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || CASE c.\"notnull\" WHEN 1 THEN 'not null' ELSE 'null' END FROM sqlite_master m, pragma_table_info(m.name) c WHERE {OwnTables}",
        $"""
        SELECT t.relname || '.' || c.attname || ' ' || format_type(c.atttypid, c.atttypmod) || CASE WHEN c.attnotnull THEN ' not null' ELSE ' null' END
        FROM pg_attribute c JOIN pg_class t ON t.oid = c.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE t.relkind = 'r' AND c.attnum > 0 AND NOT c.attisdropped AND {OwnSchema}
        """);

    public static Task<List<string>> PrimaryKeysAsync(DbConnection connection) => LinesAsync(connection,
        $"SELECT name || ' (' || group_concat(column_name, ', ') || ')' FROM (SELECT m.name, c.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) c WHERE c.pk > 0 AND {OwnTables} ORDER BY m.name, c.pk) GROUP BY name",
        Constraint("p", "t.relname || ' (' || " + Columns("k.conrelid", "k.conkey") + " || ')'"));

    public static Task<List<string>> ForeignKeysAsync(DbConnection connection) => LinesAsync(connection,
        $"""
        SELECT name || ' (' || group_concat(own, ', ') || ') -> ' || other_table || ' (' || group_concat(other, ', ') || ') ' || on_delete
        FROM (SELECT m.name, f.id, f."from" AS own, f."table" AS other_table, f."to" AS other, f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE {OwnTables} ORDER BY m.name, f.id, f.seq)
        GROUP BY name, id
        """,
        Constraint("f", "t.relname || ' (' || " + Columns("k.conrelid", "k.conkey") + " || ') -> ' || (SELECT relname FROM pg_class WHERE oid = k.confrelid) || ' (' || "
            + Columns("k.confrelid", "k.confkey") + " || ') ' || CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END"));

    public static Task<List<string>> IndexesAsync(DbConnection connection) => LinesAsync(connection,
        $"""
        SELECT name || CASE is_unique WHEN 1 THEN ' unique (' ELSE ' (' END || group_concat(column_name, ', ') || ')'
        FROM (SELECT m.name, i.name AS index_name, i."unique" AS is_unique, c.name AS column_name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE i.origin = 'c' AND {OwnTables} ORDER BY m.name, i.name, c.seqno)
        GROUP BY name, index_name
        """,
        $"""
        SELECT CASE WHEN am.amname = 'btree' THEN t.relname::text || CASE WHEN i.indisunique THEN ' unique (' ELSE ' (' END || {Columns("i.indrelid", "i.indkey::int2[]")} || ')' ELSE x.relname::text END
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am am ON am.oid = x.relam JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE NOT i.indisprimary AND {OwnSchema}
        """);

    private static string Columns(string table, string numbers) =>
        $"(SELECT string_agg(a.attname, ', ' ORDER BY o.place) FROM unnest({numbers}) WITH ORDINALITY AS o(number, place) JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = o.number)";

    private static string Constraint(string type, string line) =>
        $"SELECT {line} FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE k.contype = '{type}' AND {OwnSchema}";

    private static async Task<List<string>> LinesAsync(DbConnection connection, string sqlite, string postgres) =>
        [.. (await DatabaseDump.RowsAsync(connection, TestDatabase.IsPostgres ? postgres : sqlite)).Select(row => (string)row[0]!)];
}
