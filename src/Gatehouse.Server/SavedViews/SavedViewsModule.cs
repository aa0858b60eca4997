namespace Gatehouse.Server.SavedViews;

internal static class SavedViewsModule
{
    public static void AddSavedViews(this IServiceCollection services) => services.AddScoped<KeepViews>();
}
