namespace Gatehouse.Server.Webhooks;

/// <summary>
/// How many deliveries to one hook are under way at once: a few at first, more with each that is taken quickly, half as many after one that
/// is not. So a fast receiver gets thousands a second, and one that hangs costs a place or two.
/// </summary>
internal sealed class HookLane(int most)
{
    public const int AtFirst = 4;

    /// <summary>A receiver that takes longer is not helped by more at once.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _places = Math.Min(AtFirst, most);
    private int _underWay;

    /// <summary>How many more may begin. A few free places among many wait for more, so that each claim, which is a commit, is worth it.</summary>
    public int Room
    {
        get
        {
            lock (_lock) return (_places - _underWay) * 4 >= _places ? _places - _underWay : 0;
        }
    }

    public bool IsIdle
    {
        get
        {
            lock (_lock) return _underWay == 0;
        }
    }

    public void Begin()
    {
        lock (_lock) _underWay++;
    }

    public void End(bool isSuccess, TimeSpan took)
    {
        lock (_lock)
        {
            _underWay--;
            if (!isSuccess) _places = Math.Max(1, _places / 2);
            else if (took < Quick) _places = Math.Min(most, _places + 1);
        }
    }
}
