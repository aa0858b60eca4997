using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data;

/// <summary>
/// The migrations of this assembly, one set for both providers: EF would look for a set for each context type. There is no model
/// snapshot; a test compares the migrated schema with the model instead.
/// </summary>
internal sealed class HandWrittenMigrations : IMigrationsAssembly
{
    // Read once: EF makes an object of this class for every scope that asks, and the readiness probe asks often.
    private static readonly Dictionary<string, TypeInfo> Found = typeof(HandWrittenMigrations).Assembly.DefinedTypes
        .Where(type => type.IsSubclassOf(typeof(Migration)) && !type.IsAbstract)
        .OrderBy(type => type.GetCustomAttribute<MigrationAttribute>()!.Id, StringComparer.Ordinal)
        .ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id);

    /// <summary>Every migration, the oldest first.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Found.Keys];

    public IReadOnlyDictionary<string, TypeInfo> Migrations => Found;

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => typeof(HandWrittenMigrations).Assembly;

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id => id == nameOrId || id.EndsWith('_' + nameOrId, StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}
