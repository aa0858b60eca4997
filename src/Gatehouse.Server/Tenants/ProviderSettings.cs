using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>How the tenant wants its OpenID provider, in the snapshot: settings <c>oidc.session</c>, <c>idToken</c>, <c>newDeviceNotice</c> (docs/accounts.md) and <c>sessionNotFoundRedirectUrl</c> (contract/oidc.md 1.3, 8.4, 10.3).</summary>
internal sealed class ProviderSettings : ISnapshotPart<ProviderSettings>
{
    public static readonly TimeSpan DefaultSessionLifetime = TimeSpan.FromDays(14);

    private ProviderSettings(TimeSpan sessionLifetime, FrozenSet<string> extendedClaims, string? sessionNotFoundUrl, bool notifiesOfNewDevices) =>
        (SessionLifetime, ExtendedClaims, SessionNotFoundUrl, NotifiesOfNewDevices) = (sessionLifetime, extendedClaims, sessionNotFoundUrl, notifiesOfNewDevices);

    /// <summary>How long a session lives after its last use; 14 days unless set.</summary>
    public TimeSpan SessionLifetime { get; }

    /// <summary>The extended claims that ID tokens carry; userinfo has all.</summary>
    public FrozenSet<string> ExtendedClaims { get; }

    /// <summary>Where people are sent who open a page of an interaction without one; null unless set.</summary>
    public string? SessionNotFoundUrl { get; }

    /// <summary>Users hear by mail of a sign-in from something new; not unless set.</summary>
    public bool NotifiesOfNewDevices { get; }

    public static async Task<ProviderSettings> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        string[] keys = [TenantSetting.Session, TenantSetting.IdToken, TenantSetting.SessionNotFoundRedirect, TenantSetting.NewDeviceNotice];
        var values = await db.TenantSettings.Where(setting => keys.Contains(setting.Key))
            .ToDictionaryAsync(setting => setting.Key, setting => setting.Value.ToElement(), ct);
        var lifetime = values.TryGetValue(TenantSetting.Session, out var session) && session.TryGetProperty("ttl", out var ttl) && ttl.TryGetInt32(out var seconds)
            ? TimeSpan.FromSeconds(seconds) : DefaultSessionLifetime;
        var claims = values.TryGetValue(TenantSetting.IdToken, out var idToken) && idToken.TryGetProperty("enabledExtendedClaims", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(claim => claim.GetString()!) : [];
        var lost = values.TryGetValue(TenantSetting.SessionNotFoundRedirect, out var setting) && setting.TryGetProperty("url", out var url) && url.GetString() is { Length: > 0 } text ? text : null;
        var notifies = values.TryGetValue(TenantSetting.NewDeviceNotice, out var notice) && notice.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.True;
        return new ProviderSettings(lifetime, claims.ToFrozenSet(StringComparer.Ordinal), lost, notifies);
    }
}
