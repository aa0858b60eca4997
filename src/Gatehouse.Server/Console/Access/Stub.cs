using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.Console.Access;

internal sealed record ConsoleAdministrator(string UserId, string Name, string? Avatar, string? Email, string Role)
{
    public ActingAdministrator Acting => new(UserId, Name, Role);
    public bool May(string method, string pattern) => true;
}

internal sealed class ConsoleAccess
{
    public static readonly ConsoleAdministrator Me = new("stub", "Ann Kim", null, "ann@example.com", "Owner");
    public Task<ConsoleAdministrator?> EnterAsync(HttpContext http) => Task.FromResult<ConsoleAdministrator?>(Me);
    public Task<ConsoleAdministrator?> TakeFormAsync(HttpContext http, PostedForm? form) => Task.FromResult<ConsoleAdministrator?>(Me);
    public string TokenFor(HttpContext http) => "";
}

internal static class ConsoleAccessModule
{
    public static void AddConsoleAccess(this IServiceCollection services) => services.AddScoped<ConsoleAccess>();
    public static void MapConsoleAccess(this IEndpointRouteBuilder endpoints) { }
}
