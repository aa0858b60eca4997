namespace Gatehouse.Server.Platform.Records;

/// <summary>How a file of many things is written: one JSON object a line, or RFC 4180 with a header row; UTF-8 both.</summary>
internal enum RecordFormat
{
    Ndjson,
    Csv,
}

/// <summary>The media types of the formats and the names that they have in a query or on a command line.</summary>
internal static class RecordFormats
{
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    /// <summary>What an upload may be sent as.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [Ndjson, "application/ndjson", "application/jsonl", Csv];

    public static IReadOnlyList<string> Names { get; } = ["ndjson", "csv"];

    public static string MediaType(this RecordFormat format) => format == RecordFormat.Csv ? Csv + "; charset=utf-8" : Ndjson + "; charset=utf-8";

    public static RecordFormat OfMediaType(string mediaType) =>
        mediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) ? RecordFormat.Csv : RecordFormat.Ndjson;

    public static RecordFormat OfName(string name) => name.Equals("csv", StringComparison.OrdinalIgnoreCase) ? RecordFormat.Csv : RecordFormat.Ndjson;

    /// <summary>What an answer is written in: by the query, else CSV where the header <c>Accept</c> names it and not NDJSON.</summary>
    public static RecordFormat Choose(string? name, string? accept) => name is not null
        ? OfName(name)
        : accept?.Contains(Csv, StringComparison.OrdinalIgnoreCase) == true && !accept.Contains("ndjson", StringComparison.OrdinalIgnoreCase)
            ? RecordFormat.Csv : RecordFormat.Ndjson;
}
