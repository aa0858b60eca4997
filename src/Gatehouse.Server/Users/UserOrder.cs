using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>
/// By what a list of users is sorted: <c>sort=name</c>, <c>sort=lastSignInAt:desc</c>. Users of one value keep the order of their ids; users
/// without a value come last, whichever the direction. Each column has an index that begins with the tenant.
/// </summary>
internal sealed record UserOrder
{
    private static readonly Dictionary<string, UserColumn> Columns = new(StringComparer.Ordinal)
    {
        ["createdAt"] = new UserColumn<DateTime>(user => user.CreatedAt),
        ["updatedAt"] = new UserColumn<DateTime>(user => user.UpdatedAt),
        ["lastSignInAt"] = new UserColumn<DateTime?>(user => user.LastSignInAt, isOptional: true),
        ["username"] = new UserColumn<string?>(user => user.UsernameKey, isOptional: true),
        ["primaryEmail"] = new UserColumn<string?>(user => user.PrimaryEmailKey, isOptional: true),
        ["primaryPhone"] = new UserColumn<string?>(user => user.PrimaryPhone, isOptional: true),
        ["name"] = new UserColumn<string?>(user => user.Name, isOptional: true),
        ["id"] = new UserColumn<string>(user => user.Id),
    };

    private UserOrder(string name, bool isDescending) => (Name, IsDescending) = (name, isDescending);

    /// <summary>Contract/management-api.md 2.3.</summary>
    public static UserOrder NewestFirst { get; } = new("createdAt", true);

    /// <summary>The query parameter.</summary>
    public static Field<string> Field { get; } = Schemas.Text.Optional("sort");

    public string Name { get; }

    public bool IsDescending { get; }

    public UserColumn Column => Columns[Name];

    /// <param name="text">Null or empty: the newest first.</param>
    public static Checked<UserOrder> Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return NewestFirst;
        var parts = text.Split(':');
        if (parts.Length <= 2 && Columns.ContainsKey(parts[0]) && (parts.Length == 1 || parts[1] is "asc" or "desc"))
            return new UserOrder(parts[0], parts is [_, "desc"]);
        return Refusal.InvalidRequest($"'{text}' is no order: one of {string.Join(", ", Columns.Keys)}, with :asc or :desc behind it");
    }

    public override string ToString() => Name + (IsDescending ? ":desc" : ":asc");
}
