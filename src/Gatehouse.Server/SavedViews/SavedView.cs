namespace Gatehouse.Server.SavedViews;

/// <summary>A state of a list that somebody has given a name: what is searched for, filtered by, sorted by and shown (docs/user-lists.md). Each has their own.</summary>
internal sealed class SavedView
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Whoever saved it: the administrator, or the application that called.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Which list: <c>users</c>.</summary>
    public required string List { get; init; }

    /// <summary>Unique among the owner's views of the list.</summary>
    public required string Name { get; init; }

    /// <summary>The query of the list's address, without its question mark.</summary>
    public required string Query { get; set; }

    public required DateTime CreatedAt { get; init; }
}
