using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>What the order of deliveries rests on.</summary>
public sealed class SequenceTests
{
    private static readonly DateTime Now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void Numbers_of_one_millisecond_grow()
    {
        var numbers = Enumerable.Range(0, 10_000).Select(_ => Identifier.Sequence(Now)).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void A_clock_that_is_set_back_changes_nothing()
    {
        var before = Identifier.Sequence(Now.AddHours(1));
        Assert.True(Identifier.Sequence(Now) > before);
    }

    [Fact]
    public async Task Threads_never_share_a_number_and_each_sees_them_grow()
    {
        var lists = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Select(_ => Identifier.Sequence(Now)).ToList())));
        Assert.All(lists, numbers => Assert.Equal(numbers.Order(), numbers));
        Assert.Equal(20_000, lists.SelectMany(numbers => numbers).Distinct().Count());
    }
}
