namespace Gatehouse.Server.Console.Users;

/// <summary>A column of the list of users.</summary>
/// <param name="Name">In the address, in <c>column.NAME</c>, and of the API's <c>sort</c> where it can be sorted by.</param>
internal sealed record UserColumn(string Name, bool CanSort, bool IsUsual)
{
    /// <summary>All but the first, which is the user.</summary>
    public static IReadOnlyList<UserColumn> All { get; } =
    [
        new("status", false, true),
        new("primaryEmail", true, false),
        new("primaryPhone", true, false),
        new("username", true, false),
        new("createdAt", true, true),
        new("lastSignInAt", true, true),
        new("id", true, false),
    ];

    /// <summary>The chosen ones of the address, in their own order; the usual ones where none are.</summary>
    public static IReadOnlyList<UserColumn> Chosen(string columns)
    {
        var names = columns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var chosen = All.Where(column => names.Contains(column.Name)).ToList();
        return chosen.Count > 0 ? chosen : [.. All.Where(column => column.IsUsual)];
    }
}
