namespace Gatehouse.Server.Data;

/// <summary>A statement that shares the commit of others, for paths that are too hot for EF.</summary>
/// <param name="Sql">A literal with the places <c>@p0</c>, <c>@p1</c> and so on.</param>
internal sealed record SqlStatement(string Sql, params object?[] Values);
