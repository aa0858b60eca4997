using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>Whether users get a mail about a sign-in from something new; off unless set (docs/accounts.md).</summary>
internal static class NewDeviceNoticeObject
{
    public static Field<bool> Enabled { get; } = Schemas.Flag.Optional("enabled");

    public static ObjectSchema Shape { get; } = new(Schemas.Flag.Required("enabled"));

    public static JsonText Text(bool isEnabled) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("enabled", isEnabled);
        json.WriteEndObject();
    });

    public static async Task<JsonText> ReadAsync(GatehouseDb db, CancellationToken ct)
    {
        var setting = await db.TenantSettings.AsNoTracking().SingleOrDefaultAsync(row => row.Key == TenantSetting.NewDeviceNotice, ct);
        return setting?.Value ?? Text(false);
    }
}
