using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// The header row of a CSV file of users: what each column means in the body that makes a user. <c>customData</c> and <c>profile</c> hold JSON;
/// <c>customData.PATH</c> and <c>profile.PATH</c> hold the text of one member, at any depth. An empty cell is an absent member. A name that
/// means nothing refuses the file, because it is a slip of the pen more often than not.
/// </summary>
internal sealed class CsvHeader
{
    private static readonly string[] Texts =
        ["username", "primaryEmail", "primaryPhone", "name", "avatar", "password", "passwordDigest", "passwordAlgorithm"];

    private static readonly string[] Objects = ["customData", "profile"];

    private readonly List<string> _columns;

    private CsvHeader(List<string> columns) => _columns = columns;

    public static Checked<CsvHeader> Read(string record)
    {
        var columns = CsvRow.Read(record.TrimStart('\uFEFF')).ConvertAll(name => name.Trim());
        if (columns.Find(name => !IsKnown(name)) is { } unknown) return new Refusal("import.unknown_column").With("name", unknown);
        var repeated = columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        return repeated is null ? new CsvHeader(columns) : new Refusal("import.repeated_column").With("name", repeated.Key);
    }

    /// <summary>The row as the body that makes a user.</summary>
    public Checked<JsonElement> ToBody(string record)
    {
        var cells = CsvRow.Read(record);
        if (cells.Count != _columns.Count)
        {
            return new Refusal("import.wrong_number_of_cells").With("cells", cells.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .With("columns", _columns.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var body = new Branch();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length == 0 || UserCsv.OnlyToRead.Contains(_columns[i])) continue;
            if (!ValueOf(_columns[i], cells[i]).TryGet(out var value, out var refused)) return refused;
            if (!body.TrySet(_columns[i].Split('.'), value)) return new Refusal("import.cells_contradict").With("name", _columns[i]);
        }

        return JsonText.Write(body.WriteTo).ToElement();
    }

    private static bool IsKnown(string name) => Texts.Contains(name, StringComparer.Ordinal) || Objects.Contains(name, StringComparer.Ordinal)
        || name is "isSuspended" or "isPasswordTemporary" || UserCsv.OnlyToRead.Contains(name)
        || (name.Split('.') is [var first, .. { Length: > 0 } path] && Objects.Contains(first, StringComparer.Ordinal) && path.All(step => step.Length > 0));

    private static Checked<JsonText> ValueOf(string name, string cell)
    {
        if (name is "isSuspended" or "isPasswordTemporary") return JsonText.Write(json => json.WriteBooleanValue(Platform.Validation.Schemas.IsTruthy(cell)));
        if (!Objects.Contains(name, StringComparer.Ordinal)) return JsonText.Write(json => json.WriteStringValue(cell));
        try
        {
            using var document = JsonDocument.Parse(cell);
            return JsonText.From(document.RootElement);
        }
        catch (JsonException)
        {
            return new Refusal("import.cell_not_json").With("name", name);
        }
    }

    /// <summary>An object in the making.</summary>
    private sealed class Branch
    {
        private readonly Dictionary<string, object> _members = [];

        /// <summary>False when a part of the path has a value already.</summary>
        public bool TrySet(ReadOnlySpan<string> path, JsonText value)
        {
            if (path.Length == 1) return _members.TryAdd(path[0], value);
            if (!_members.TryGetValue(path[0], out var member)) _members[path[0]] = member = new Branch();
            return member is Branch branch && branch.TrySet(path[1..], value);
        }

        public void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            foreach (var (name, member) in _members)
            {
                json.WritePropertyName(name);
                if (member is Branch branch) branch.WriteTo(json);
                else ((JsonText)member).WriteTo(json);
            }

            json.WriteEndObject();
        }
    }
}
