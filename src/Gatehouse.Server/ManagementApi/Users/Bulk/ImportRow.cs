using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gatehouse.Passwords;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>
/// Reads a record of an import as the body that makes a user. Two things more than a single body has: a member that is null counts as absent
/// and <c>isSuspended</c> is read, so that a file that was exported makes the same users.
/// </summary>
internal static class ImportRow
{
    private const int Deepest = 64;
    private static readonly Field<bool> IsSuspended = Schemas.Flag.Optional("isSuspended");
    private static readonly ObjectSchema Body = new([.. NewUserInput.Fields, IsSuspended]);
    private static readonly Refusal NotUtf8 = new("import.row_not_utf8");
    private static readonly Refusal NotAnObject = new("import.row_not_json");

    /// <param name="header">Null: the record is a line of JSON.</param>
    /// <param name="hash">Hashes a password that came in the clear.</param>
    public static async Task<Checked<UserDraft>> ReadAsync(JobRecord record, CsvHeader? header, Func<string, Task<Checked<StoredPassword>>> hash)
    {
        if (record.Problem is { } problem) return problem;
        if (!TextOf(record.Bytes.Span).TryGet(out var text, out var refused)) return refused;
        if (!(header is null ? ParseLine(text) : header.ToBody(text)).TryGet(out var body, out refused)) return refused;
        if (Storable.FindProblem(body) is { } unfit) return Issue.Refuse("row", [unfit]);
        var reading = new Reading();
        if (!Body.TryRead(WithoutNulls(body), reading, out var input)) return Issue.Refuse("row", reading.Issues);
        if (!(await NewUserInput.ReadAsync(input, hash)).TryGet(out var draft, out refused)) return refused;
        return draft with { IsSuspended = input.Get(IsSuspended) };
    }

    /// <summary>The record as text, without the mark that some programs begin a file with.</summary>
    public static Checked<string> TextOf(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith(Encoding.UTF8.Preamble)) record = record[3..];
        return Utf8.IsValid(record) ? Encoding.UTF8.GetString(record) : NotUtf8;
    }

    private static Checked<JsonElement> ParseLine(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : NotAnObject;
        }
        catch (JsonException)
        {
            return NotAnObject;
        }
    }

    private static JsonElement WithoutNulls(JsonElement body)
    {
        if (!body.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Null)) return body;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null) member.WriteTo(json);
            }

            json.WriteEndObject();
        }).ToElement();
    }
}
