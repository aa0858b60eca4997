namespace Gatehouse.Server.Console;

/// <summary>Maps the pages of the console: <c>/console/{tenant}</c> and the path of the page.</summary>
internal sealed class ConsoleRoutes(IEndpointRouteBuilder endpoints)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    /// <param name="path">Within the tenant.</param>
    public ConsoleRoutes Page<T>(string path) where T : class, IConsolePage
    {
        endpoints.MapMethods($"/console/{{tenant}}{path}", Methods, http => http.RequestServices.GetRequiredService<ConsoleVisits>().HandleAsync(
            http, ActivatorUtilities.CreateInstance<T>(http.RequestServices))).WithDisplayName(typeof(T).Name);
        return this;
    }
}
