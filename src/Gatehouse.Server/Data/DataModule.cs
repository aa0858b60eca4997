using Gatehouse.Server.Data.Moving;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;

namespace Gatehouse.Server.Data;

internal static class DataModule
{
    public static void AddData(this IServiceCollection services, GatehouseOptions options)
    {
        var url = DatabaseUrl.Parse(options.DbUrl, options.DbPoolSize);
        var readUrl = options.DbReadUrl is { Length: > 0 } text ? DatabaseUrl.ParseReadUrl(text, options.DbPoolSize, url) : null;
        services.AddSingleton(url);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<UnsyncedWrites>();
        services.AddSingleton<Snapshots>();
        services.AddSingleton<OutboxBell>();
        services.AddSingleton<AuditQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditQueue>());
        services.AddScoped<CurrentTenant>();
        services.AddScoped<ReadPlace>();
        services.AddScoped<ChangeOrigin>();
        services.AddScoped<UnitOfWork>();
        services.AddSingleton<StartTurn>();
        services.AddSingleton<SqliteBackup>();
        services.AddSingleton<MoveDatabase>();
        services.AddScoped<SchemaUpgrade>();
        var setup = new SqliteSetup(options.SqliteSynchronous);
        services.AddSingleton(setup);
        if (url.IsSqlite)
        {
            // A commit blocks its thread while the disk works, one at a time: with one thread more than processors none of them waits along.
            ThreadPool.SetMinThreads(Environment.ProcessorCount + 1, Environment.ProcessorCount);
            services.AddDbContext<SqliteGatehouseDb>(db => Common(db.UseSqlite(url.ConnectionString).AddInterceptors(setup)));
            services.AddScoped<GatehouseDb>(provider => provider.GetRequiredService<SqliteGatehouseDb>());
        }
        else
        {
            services.AddSingleton(_ => new PostgresSources(url, readUrl));
            services.AddHostedService<SnapshotListener>();
            services.AddDbContext<PostgresGatehouseDb>((provider, db) =>
            {
                var sources = provider.GetRequiredService<PostgresSources>();
                Common(db.UseNpgsql(provider.GetRequiredService<ReadPlace>().MayBeStale ? sources.ForLists : sources.Primary));
            });
            services.AddScoped<GatehouseDb>(provider => provider.GetRequiredService<PostgresGatehouseDb>());
        }

        services.AddDataProtection().SetApplicationName("Gatehouse");
        services.AddSingleton<DirectConnection>();
        services.AddSingleton<KeyRingXml>();
        services.AddSingleton<SecretKey>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(ring =>
        {
            ring.XmlRepository = provider.GetRequiredService<KeyRingXml>();
            ring.XmlEncryptor = new SecretKeyEncryptor(provider.GetRequiredService<SecretKey>());
        }));
    }

    public static void AddSnapshotPart<T>(this IServiceCollection services) where T : class, ISnapshotPart<T> =>
        services.AddSingleton(new SnapshotPart(typeof(T), async (db, provider, ct) =>
        {
            var part = await T.LoadAsync(db, provider, ct);
            return (part, part.GoodUntil);
        }));

    private static void Common(DbContextOptionsBuilder db) => db
        .ReplaceService<IMigrationsAssembly, HandWrittenMigrations>()
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, RelationalEventId.MultipleCollectionIncludeWarning));
}
