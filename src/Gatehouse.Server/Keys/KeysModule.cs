using Gatehouse.Server.Data;

namespace Gatehouse.Server.Keys;

internal static class KeysModule
{
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSnapshotPart<SigningKeys>();
        services.AddSnapshotPart<CookieKeys>();
        services.AddScoped<RotateSigningKey>();
        services.AddScoped<RotateCookieKey>();
    }
}
