using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Paging;
using Pair = System.Collections.Generic.KeyValuePair<string, string>;

namespace Gatehouse.Server.Tests.Platform.Paging;

public sealed class LinkHeaderTests
{
    private const string Origin = "http://localhost:3001";

    [Theory]
    [InlineData(1, 20, 0, "first=1 last=1")]
    [InlineData(1, 20, 20, "first=1 last=1")]
    [InlineData(1, 20, 21, "first=1 last=2 next=2")]
    [InlineData(2, 20, 50, "first=1 prev=1 last=3 next=3")]
    [InlineData(3, 20, 50, "first=1 prev=2 last=3")]
    [InlineData(9, 20, 50, "first=1 prev=8 last=3")]
    [InlineData(2, 20, 0, "first=1 prev=1 last=1")]
    [InlineData(int.MaxValue, 100, 1, "first=1 prev=2147483646 last=1")]
    public void Relations_stand_in_order(int number, int size, long total, string expected) =>
        Assert.Equal(expected, Relations(LinkHeader.Build(Origin, "/users", [], new Page(number, size, true), total)));

    [Theory]
    [InlineData(1, "first=1")]
    [InlineData(5, "first=1 prev=4")]
    public void A_capped_total_knows_no_end(int number, string expected) =>
        Assert.Equal(expected, Relations(LinkHeader.Build(Origin, "/logs", [], new Page(number, 20, true), 10001, isCapped: true)));

    [Theory]
    [InlineData("", "?page=1")]
    [InlineData("page_size=10", "?page_size=10&page=1")]
    [InlineData("page=3&page_size=10", "?page=1&page_size=10")]
    [InlineData("a=1&page=3&b=2", "?a=1&page=1&b=2")]
    [InlineData("page=&a=1", "?page=1&a=1")]
    [InlineData("a=1&b=2&a=3", "?a=1%2C3&b=2&page=1")]
    [InlineData("search=%25jane doe%25&mode.name=like", "?search=%25jane+doe%25&mode.name=like&page=1")]
    [InlineData("search[]=x", "?search%5B%5D=x&page=1")]
    [InlineData("q=a*-._~!'()+ü😀", "?q=a*-._%7E%21%27%28%29%2B%C3%BC%F0%9F%98%80&page=1")]
    [InlineData("x=", "?x=&page=1")]
    public void The_query_is_encoded_anew_with_the_page_in_its_place(string query, string expected)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('='))
            .Select(part => new Pair(part[0], part[1].Replace("%25", "%", StringComparison.Ordinal)));
        var first = LinkHeader.Build(Origin, "/users", pairs, new Page(1, 20, true), 0)[0];
        Assert.Equal($"<{Origin}/users{expected}>; rel=\"first\"", first);
    }

    [Fact]
    public void Links_lead_back_to_the_same_query()
    {
        var texts = Gen.OneOf(
            Gen.Elements("page_size", "search", "search.name", "%a b%", "a&b=c", "<>\"", "ü", "😀", "", "1,2"),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get.Replace("\0", "", StringComparison.Ordinal)));
        var pairs = Gen.Zip(texts, texts).Where(pair => pair.Item1 is not "" and not "page" && IsText(pair.Item1) && IsText(pair.Item2))
            .Select(pair => new Pair(pair.Item1, pair.Item2)).ListOf();
        var cases = Gen.Zip(pairs, Gen.Zip(Gen.Choose(1, 50), Gen.Zip(Gen.Choose(1, 100), Gen.Choose(0, 3000)))).ToArbitrary();

        Prop.ForAll(cases, sample =>
        {
            var (query, (number, (size, total))) = (sample.Item1, sample.Item2);
            var links = LinkHeader.Build(Origin, "/users", query, new Page(number, size, true), total);
            var expected = query.GroupBy(pair => pair.Key, pair => pair.Value)
                .ToDictionary(values => values.Key, values => string.Join(',', values));
            return links.All(link => link.All(char.IsAscii) && Matches(link, expected)) && links.Count is >= 2 and <= 4;
        }).QuickCheckThrowOnFailure();
    }

    private static bool Matches(string link, Dictionary<string, string> expected)
    {
        var target = new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        var parsed = target.Query[1..].Split('&').Select(part => part.Split('='))
            .ToDictionary(part => WebUtility.UrlDecode(part[0]), part => WebUtility.UrlDecode(part[1]));
        return int.Parse(parsed["page"]) >= 1
            && parsed.Count == expected.Count + 1
            && expected.All(pair => parsed[pair.Key] == pair.Value);
    }

    /// <summary>Half a surrogate pair can't be sent, so nothing leads back to it.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    private static string Relations(IReadOnlyList<string> links) => string.Join(' ', links.Select(link =>
    {
        var parts = link.Split(['=', '>', '"'], StringSplitOptions.RemoveEmptyEntries);
        return $"{parts[^1]}={parts[1]}";
    }));
}
