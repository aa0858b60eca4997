using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>How many deliveries to one hook are under way at once.</summary>
public sealed class HookLaneTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void A_fast_receiver_gets_more_and_more_up_to_the_limit()
    {
        var lane = new HookLane(64);
        Assert.Equal(4, lane.Room);
        for (var i = 0; i < 100; i++) Pass(lane, true, Quick);
        Assert.Equal(64, lane.Room);
        for (var i = 0; i < 48; i++) lane.Begin();
        Assert.Equal(16, lane.Room);
        Assert.False(lane.IsIdle);
        // Too few to be worth a claim.
        lane.Begin();
        Assert.Equal(0, lane.Room);
    }

    [Fact]
    public void One_that_fails_gets_less_down_to_one_and_one_that_is_slow_no_more()
    {
        var lane = new HookLane(64);
        Pass(lane, true, TimeSpan.FromSeconds(3));
        Assert.Equal(4, lane.Room);
        for (var i = 0; i < 5; i++) Pass(lane, false, Quick);
        Assert.Equal(1, lane.Room);
        Pass(lane, true, Quick);
        Assert.Equal(2, lane.Room);
    }

    [Fact]
    public void The_limit_holds_from_the_beginning() => Assert.Equal(2, new HookLane(2).Room);

    private static void Pass(HookLane lane, bool isSuccess, TimeSpan took)
    {
        lane.Begin();
        lane.End(isSuccess, took);
    }
}
