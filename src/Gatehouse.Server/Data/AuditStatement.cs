namespace Gatehouse.Server.Data;

/// <summary>A change that belongs to an audit entry and shares its commit, for paths that change nothing else.</summary>
/// <param name="Sql">A literal with the places <c>@p0</c>, <c>@p1</c> and so on.</param>
internal sealed record AuditStatement(string Sql, params object[] Values);
