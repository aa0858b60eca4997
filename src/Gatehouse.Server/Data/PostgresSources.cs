using Npgsql;

namespace Gatehouse.Server.Data;

/// <summary>The pools of PostgreSQL connections: one to the primary, and one to where lists may be read (docs/adr/0022).</summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    private readonly NpgsqlDataSource _primary;
    private readonly NpgsqlDataSource? _replicas;

    public PostgresSources(DatabaseUrl url, DatabaseUrl? readUrl)
    {
        _primary = Open(url);
        Primary = Aimed(_primary, TargetSessionAttributes.Primary);
        if (readUrl is not null) _replicas = Open(readUrl);
        ForLists = _replicas is null ? Primary : Aimed(_replicas, TargetSessionAttributes.PreferStandby);
    }

    public NpgsqlDataSource Primary { get; }

    /// <summary>The primary too, unless DB_READ_URL is set.</summary>
    public NpgsqlDataSource ForLists { get; }

    public async ValueTask DisposeAsync()
    {
        await _primary.DisposeAsync();
        if (_replicas is not null) await _replicas.DisposeAsync();
    }

    private static NpgsqlDataSource Open(DatabaseUrl url)
    {
        var builder = new NpgsqlDataSourceBuilder(url.ConnectionString);
        return url.HasSeveralHosts ? builder.BuildMultiHost() : builder.Build();
    }

    private static NpgsqlDataSource Aimed(NpgsqlDataSource source, TargetSessionAttributes target) =>
        source is NpgsqlMultiHostDataSource several ? several.WithTargetSession(target) : source;
}
