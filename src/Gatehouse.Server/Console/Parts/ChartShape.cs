using System.Globalization;

namespace Gatehouse.Server.Console.Parts;

/// <summary>Where the values of a chart lie, in units of its drawing.</summary>
/// <param name="most">The largest value.</param>
internal sealed class ChartShape(IReadOnlyList<string> labels, long most, int left, int right, int top, int bottom)
{
    private const int LevelCount = 4;

    /// <summary>About as many days as are named at the foot.</summary>
    private const int DaysNamed = 6;

    private readonly long _step = StepFor(most);

    /// <summary>Of the column that belongs to a day.</summary>
    public string DayWidth => Text(Span);

    /// <summary>Values on the axis and where they lie.</summary>
    public IEnumerable<(string Value, int Y)> Levels => Enumerable.Range(0, LevelCount + 1).Select(level => (Short(level * _step), (int)Math.Round(Height(level * _step))));

    /// <summary>Days on the axis, <c>01-31</c>.</summary>
    public IEnumerable<(string Label, string X)> Days
    {
        get
        {
            var every = Math.Max(1, (labels.Count + DaysNamed - 1) / DaysNamed);
            for (var day = every / 2; day < labels.Count; day += every) yield return (labels[day][^5..], X(day));
        }
    }

    private double Span => (double)(right - left) / Math.Max(1, labels.Count);

    public string X(int day) => Text(Middle(day));

    public string Y(long value) => Text(Height(value));

    public string DayStart(int day) => Text(left + day * Span);

    public string Line(IReadOnlyList<long> values) => string.Join(' ', values.Select((value, day) => $"{X(day)},{Y(value)}"));

    public string Area(IReadOnlyList<long> values) =>
        values.Count == 0 ? "" : $"{X(0)},{Text(bottom)} {Line(values)} {X(values.Count - 1)},{Text(bottom)}";

    private double Middle(int day) => left + (day + 0.5) * Span;

    private double Height(long value) => bottom - (double)value / (_step * LevelCount) * (bottom - top);

    /// <summary>1, 2 or 5 and zeros, so that the levels reach the largest value.</summary>
    private static long StepFor(long most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var digit in (ReadOnlySpan<long>)[1, 2, 5])
            {
                if (digit * power * LevelCount >= most) return digit * power;
            }
        }
    }

    private static string Short(long value) => value switch
    {
        >= 1_000_000 => (value / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
