using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Paging;

namespace Gatehouse.Server.Tests.Platform.Paging;

public sealed class PageTests
{
    [Theory]
    [InlineData(null, null, 1, 20, false)]
    [InlineData("", "", 1, 20, false)]
    [InlineData("1", null, 1, 20, true)]
    [InlineData(null, "20", 1, 20, true)]
    [InlineData("7", "", 7, 20, true)]
    [InlineData("7", "100", 7, 100, true)]
    [InlineData("007", "1", 7, 1, true)]
    [InlineData("2147483647", "100", int.MaxValue, 100, true)]
    public void Digits_in_range_are_a_page(string? page, string? size, int number, int expected, bool isRequested) =>
        Assert.Equal(new Page(number, expected, isRequested), Page.Parse(Values(page), Values(size)));

    [Theory]
    [InlineData("0", "20")]
    [InlineData("-1", "20")]
    [InlineData("+1", "20")]
    [InlineData("1.5", "20")]
    [InlineData("1e1", "20")]
    [InlineData("0x2", "20")]
    [InlineData(" 1", "20")]
    [InlineData("1 ", "20")]
    [InlineData(" ", "20")]
    [InlineData("1\0", "20")]
    [InlineData("١", "20")]
    [InlineData("abc", "20")]
    [InlineData("2147483648", "20")]
    [InlineData("99999999999999999999999999", "20")]
    [InlineData("1", "0")]
    [InlineData("1", "101")]
    [InlineData("1", "99999999999999999999999999")]
    [InlineData("1", "ten")]
    public void Anything_else_is_refused(string page, string size) => Assert.Null(Page.Parse([page], [size]));

    [Fact]
    public void Repeated_values_are_refused()
    {
        Assert.Null(Page.Parse(["1", "1"], []));
        Assert.Null(Page.Parse(["", "1"], []));
        Assert.Null(Page.Parse([], ["20", "20"]));
    }

    [Fact]
    public void Offsets_do_not_overflow() => Assert.Equal(214_748_364_600L, Page.Parse(["2147483647"], ["100"])!.Offset);

    [Fact]
    public void Whatever_is_sent_a_page_is_in_range() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(string? Page, string? Size, int Number)>(), sent =>
            InRange(Page.Parse(Values(sent.Page), Values(sent.Size))) && InRange(Page.Parse([$"{sent.Number}"], Values(sent.Size))))
            .QuickCheckThrowOnFailure();

    private static bool InRange(Page? page) => page is null or { Number: >= 1, Size: >= 1 and <= 100, Offset: >= 0 };

    private static string?[] Values(string? value) => value is null ? [] : [value];
}
