using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>
/// The database of all tenants, seen from one of them: the query filter named <see cref="TenantFilter"/> hides the rows of the others.
/// It knows no noun: each noun folder brings its mapping (an <see cref="IEntityTypeConfiguration{T}"/>) and its set (an extension property).
/// </summary>
internal abstract class GatehouseDb(DbContextOptions options, CurrentTenant tenant) : DbContext(options)
{
    public const string TenantFilter = "tenant";

    public string TenantId => tenant.Id;

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>The column type of JSON.</summary>
    protected abstract string JsonColumnType { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<JsonText>().HaveConversion<JsonTextColumn>().HaveColumnType(JsonColumnType);
        configurationBuilder.Properties<JsonText?>().HaveConversion<JsonTextColumn>().HaveColumnType(JsonColumnType);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcColumn>();
        configurationBuilder.Properties<SealedText>().HaveConversion<SealedTextColumn>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GatehouseDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.FindProperty("TenantId") is not null && entity.FindAnnotation(TableNotes.AcrossTenants) is null)
                TenantScope.Apply(modelBuilder, entity.ClrType, this);
            SnakeCase.Apply(entity);
        }
    }

    private sealed class JsonTextColumn() : ValueConverter<JsonText, string>(json => json.Text, text => JsonText.FromStored(text));

    private sealed class SealedTextColumn() : ValueConverter<SealedText, string>(secret => secret.Cipher, text => new SealedText(text));

    /// <summary>Times are UTC in the database and in the program; SQLite gives them back without that mark.</summary>
    private sealed class UtcColumn() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

internal sealed class SqliteGatehouseDb(DbContextOptions<SqliteGatehouseDb> options, CurrentTenant tenant) : GatehouseDb(options, tenant)
{
    protected override string JsonColumnType => "TEXT";
}

internal sealed class PostgresGatehouseDb(DbContextOptions<PostgresGatehouseDb> options, CurrentTenant tenant) : GatehouseDb(options, tenant)
{
    /// <summary>Not jsonb: it would give back the members in an order of its own and with blanks between, in answers and in signed webhook bodies.</summary>
    protected override string JsonColumnType => "json";
}
