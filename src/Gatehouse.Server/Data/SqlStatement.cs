using System.Globalization;

namespace Gatehouse.Server.Data;

/// <summary>A statement that shares the commit of others, for paths that are too hot for EF.</summary>
/// <param name="Sql">A literal with the places <c>@p0</c>, <c>@p1</c> and so on.</param>
internal sealed record SqlStatement(string Sql, params object?[] Values)
{
    /// <summary>The statement with its values where EF would take them.</summary>
    public static SqlStatement Of(FormattableString statement) => new(
        string.Format(CultureInfo.InvariantCulture, statement.Format, [.. Enumerable.Range(0, statement.ArgumentCount).Select(place => "@p" + place)]), statement.GetArguments());
}
