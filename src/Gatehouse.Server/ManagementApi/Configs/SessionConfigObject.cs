using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>How long a session lives, in seconds (contract/management-misc.md 3).</summary>
internal static class SessionConfigObject
{
    private const int LongestLife = 365 * 24 * 60 * 60;

    public static Field<decimal> Ttl { get; } = Schemas.NumberBetween(1, LongestLife).Whole().Optional("ttl");

    public static ObjectSchema Shape { get; } = new(Schemas.Integer.Required("ttl"));

    public static JsonText Text(int ttl) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("ttl"u8, ttl);
        json.WriteEndObject();
    });

    /// <summary>As it is set, or the default.</summary>
    public static async Task<JsonText> ReadAsync(GatehouseDb db, CancellationToken ct)
    {
        var setting = await db.TenantSettings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == TenantSetting.Session, ct);
        return setting is not null && setting.Value.ToElement().TryGetProperty("ttl", out var ttl)
            ? Text(ttl.GetInt32()) : Text((int)ProviderSettings.DefaultSessionLifetime.TotalSeconds);
    }
}
