using System.Text;

namespace Gatehouse.Server.Platform.Records;

/// <summary>
/// A record of a CSV file (RFC 4180). Spreadsheets take a cell that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage
/// return for a formula, which may send what stands beside it anywhere: such a cell is written with an apostrophe before it, and so is one
/// that begins with an apostrophe itself. Reading takes the apostrophe away again, so that what was written comes back as it was.
/// </summary>
internal static class CsvRow
{
    private const string Formula = "=+-@\t\r'";

    public static List<string> Read(string record)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var text = record.AsSpan().TrimEnd("\r\n");
        var i = 0;
        while (true)
        {
            i = ReadCell(text, i, cell);
            cells.Add(Armed(cell));
            cell.Clear();
            if (i >= text.Length) return cells;
            i++;
        }
    }

    public static void Write(StringBuilder line, IEnumerable<string?> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst) line.Append(',');
            isFirst = false;
            if (!string.IsNullOrEmpty(cell)) WriteCell(line, Formula.Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell);
        }

        line.Append("\r\n");
    }

    /// <returns>Where the cell ends: at its comma, or at the end of the record.</returns>
    private static int ReadCell(ReadOnlySpan<char> text, int start, StringBuilder cell)
    {
        var i = start;
        if (i < text.Length && text[i] == '"') i = ReadQuoted(text, i + 1, cell);
        while (i < text.Length && text[i] != ',') cell.Append(text[i++]);
        return i;
    }

    private static int ReadQuoted(ReadOnlySpan<char> text, int start, StringBuilder cell)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] != '"') cell.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else return i + 1;
        }

        return text.Length;
    }

    private static string Armed(StringBuilder cell) =>
        cell.Length > 1 && cell[0] == '\'' && Formula.Contains(cell[1], StringComparison.Ordinal) ? cell.ToString(1, cell.Length - 1) : cell.ToString();

    private static void WriteCell(StringBuilder line, string cell)
    {
        if (!cell.AsSpan().ContainsAny(",\"\r\n") && cell[0] != ' ' && cell[^1] != ' ') line.Append(cell);
        else line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
