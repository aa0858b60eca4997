using Gatehouse.Server.Administrators;

namespace Gatehouse.Server.Console.Access;

/// <summary>What stands at the door of the console.</summary>
internal static class AccessRoutes
{
    public const string SignedInPath = "/console/signed-in";

    private static readonly string[] Look = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Send = [HttpMethods.Post];

    public static void AddConsoleAccess(this IServiceCollection services)
    {
        services.AddScoped<AccessPages>();
        services.AddScoped<ConsoleAccess>();
        services.AddScoped<ConsoleBrowsers>();
        services.AddScoped<ConsoleSessions>();
        services.AddScoped<ConsoleSignIn>();
        services.AddScoped<ConsoleSignOut>();
        services.AddScoped<SetUpPage>();
    }

    public static void MapConsoleAccess(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDoor<ConsoleSignIn>(ConsoleSignIn.CallbackPath, Look, (page, http) => page.ReturnAsync(http));
        endpoints.MapDoor<ConsoleSignOut>(ConsoleSignOut.Path, Send, (page, http) => page.PostAsync(http));
        endpoints.MapDoor<AccessPages>(SignedInPath, Look, async (page, http) =>
        {
            if (await http.RequestServices.GetRequiredService<ConsoleAccess>().EnterAsync(http) is not null) await page.ShowSignedInAsync(http);
        });
        endpoints.MapDoor<SetUpPage>(OfferSetUp.Path, Look, (page, http) => page.GetAsync(http));
        endpoints.MapDoor<SetUpPage>(OfferSetUp.Path, Send, (page, http) => page.PostAsync(http));
    }

    private static void MapDoor<T>(this IEndpointRouteBuilder endpoints, string path, string[] methods, Func<T, HttpContext, Task> handle) where T : notnull =>
        endpoints.MapMethods(path, methods, async http =>
        {
            if (await http.RequestServices.GetRequiredService<ConsoleAccess>().IsHereAsync(http)) await handle(http.RequestServices.GetRequiredService<T>(), http);
        }).WithDisplayName(typeof(T).Name);
}
