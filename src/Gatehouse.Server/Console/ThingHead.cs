namespace Gatehouse.Server.Console;

/// <summary>The head of an object's pages: what it is, its id, and its tabs. The same on each of them.</summary>
/// <param name="Icon">Of a symbol in icons.svg.</param>
/// <param name="Kind">What sort of thing it is, in words.</param>
/// <param name="Parent">The name of the list above.</param>
/// <param name="Tabs">Paths within the tenant and names; only those that the reader may see.</param>
internal sealed record ThingHead(string Icon, string Name, string Id, string Kind, string Parent, string ParentPath, IReadOnlyList<(string Path, string Name)> Tabs)
{
    /// <summary>A picture in place of the icon; null for none.</summary>
    public string? Picture { get; init; }

    /// <summary>A word for what is special about it; null for nothing.</summary>
    public string? Mark { get; init; }
}
