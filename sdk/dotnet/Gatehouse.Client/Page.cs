namespace Gatehouse.Client;

/// <summary>A page of a list.</summary>
/// <typeparam name="TItems">The list.</typeparam>
public sealed class Page<TItems>
{
    internal Page(TItems items, long? total) => (Items, Total) = (items, total);

    /// <summary>What is on the page.</summary>
    public TItems Items { get; }

    /// <summary>How many there are on all pages together; null where the server did not count: a whole list, a cursor.</summary>
    public long? Total { get; }
}
