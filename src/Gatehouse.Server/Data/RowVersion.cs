using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>A hidden column that grows with each update: two changes of one row from the same starting point can't both succeed.</summary>
internal static class RowVersion
{
    public const string Name = "RowVersion";

    public static void HasRowVersion<T>(this EntityTypeBuilder<T> entity) where T : class => entity.Property<long>(Name).IsConcurrencyToken();

    public static void Advance(EntityEntry entry)
    {
        var version = entry.Property(Name);
        version.CurrentValue = (long)version.CurrentValue! + 1;
    }
}
