using System.Globalization;
using Gatehouse.Server.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console;

/// <summary>
/// Where somebody is in a list: what they search and filter by, the order, the page. All of it stands in the page's address, so that a
/// state of a list is a link. The parts of a list page find it as a cascading value.
/// </summary>
internal sealed class ListState
{
    public const int PageSize = 20;

    private readonly ConsoleFrame _frame;
    private readonly List<KeyValuePair<string, string>> _pairs;

    public ListState(ConsoleVisit visit)
    {
        _frame = visit.Frame;
        _pairs = [.. visit.Http.Request.Query.Where(pair => pair.Key != "lng").SelectMany(pair => pair.Value.Where(value => value is { Length: > 0 }), (pair, value) => KeyValuePair.Create(pair.Key, value!))];
        Page = int.TryParse(this["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
    }

    public int Page { get; }

    /// <summary>Of all that match; set by the page when it knows.</summary>
    public long Total { get; private set; }

    /// <summary>As it stands beside a title.</summary>
    public string TotalShown => Total.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>There are more than <see cref="Total"/>: nobody counted to the end.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>How many stand on this page.</summary>
    public int Shown { get; private set; }

    public string Search => this["search"];

    /// <summary><c>createdAt:desc</c>; empty for the usual order.</summary>
    public string Sort => this["sort"];

    /// <summary>Whether anything but the order and the page was chosen.</summary>
    public bool IsFiltered => _pairs.Exists(pair => pair.Key is not ("page" or "sort" or "columns") && !pair.Key.StartsWith(Picker.Prefix, StringComparison.Ordinal));

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>A value of the address; empty for none.</summary>
    public string this[string name] => _pairs.Find(pair => pair.Key == name).Value ?? "";

    public ListState Holding<T>(ApiList<T> list)
    {
        (Total, IsCapped, Shown) = (list.Total, list.IsCapped, list.Items.Count);
        return this;
    }

    /// <summary>The address of the list with some values changed, on its first page. An empty value takes it away.</summary>
    public string UrlWith(params ReadOnlySpan<(string Name, string Value)> changes)
    {
        var query = new QueryBuilder();
        var names = new HashSet<string> { "page" };
        foreach (var (name, value) in changes)
        {
            names.Add(name);
            if (value.Length > 0) query.Add(name, value);
        }

        var kept = new QueryBuilder(_pairs.Where(pair => !names.Contains(pair.Key)));
        foreach (var pair in query) kept.Add(pair.Key, pair.Value);
        return _frame.UrlOf(_frame.Path) + kept.ToQueryString().ToUriComponent();
    }

    /// <summary>The query of the list's own address, for a form that comes back to it; begins with ? unless it is empty.</summary>
    public string Query => new QueryBuilder(_pairs).ToQueryString().Value ?? "";

    /// <summary>For the query of the API: the page, its size, and what the page of the list adds.</summary>
    public string ApiQuery(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var query = new QueryBuilder { { "page", Page.ToString(CultureInfo.InvariantCulture) }, { "page_size", PageSize.ToString(CultureInfo.InvariantCulture) } };
        foreach (var (name, value) in more)
        {
            if (value.Length > 0) query.Add(name, value);
        }

        return query.ToQueryString().ToUriComponent();
    }
}
