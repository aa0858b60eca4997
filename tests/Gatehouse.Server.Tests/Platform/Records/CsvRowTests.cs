using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Records;

namespace Gatehouse.Server.Tests.Platform.Records;

/// <summary>RFC 4180, with cells that a spreadsheet would take for formulas disarmed.</summary>
public sealed class CsvRowTests
{
    [Theory]
    [InlineData("a,b", "a", "b")]
    [InlineData("", "")]
    [InlineData(",", "", "")]
    [InlineData("\"a,\"\"b\"\"\r\nc\",d\r\n", "a,\"b\"\r\nc", "d")]
    [InlineData("a\"b,\"c\"d", "a\"b", "cd")]
    [InlineData("\"open", "open")]
    [InlineData("'=1,'x,',''", "=1", "'x", "'", "'")]
    public void Cells_are_read(string record, params string[] cells) => Assert.Equal(cells, CsvRow.Read(record));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+82", "'+82")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'x", "''x")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData(" a", "\" a\"")]
    public void Cells_are_written(string cell, string written) => Assert.Equal(written + "\r\n", Written([cell]));

    [Fact]
    public void What_was_written_is_read_as_it_was() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<string>>(), cells =>
    {
        var sent = cells.Get.Select(cell => cell ?? "").ToList();
        return CsvRow.Read(Written(sent)).SequenceEqual(sent);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Records_are_found_in_pieces_of_any_size() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<string>>(), ArbMap.Default.ArbFor<PositiveInt>(), (cells, size) =>
    {
        var records = cells.Get.Select(cell => Written([cell, "x"])).ToList();
        var file = Encoding.UTF8.GetBytes(string.Concat(records));
        var counter = new RecordCounter(RecordFormat.Csv);
        foreach (var piece in file.Chunk(size.Get)) counter.Add(piece);
        return counter.Count == records.Count;
    }).QuickCheckThrowOnFailure();

    private static string Written(IEnumerable<string?> cells)
    {
        var line = new StringBuilder();
        CsvRow.Write(line, cells);
        return line.ToString();
    }
}
