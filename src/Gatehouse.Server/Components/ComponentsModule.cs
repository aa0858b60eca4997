namespace Gatehouse.Server.Components;

/// <summary>What the pages of all surfaces are made of.</summary>
internal static class ComponentsModule
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<KeptForm>();
        services.AddScoped<PageFrames>();
        services.AddScoped<OwnProvider>();
    }
}
