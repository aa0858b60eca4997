using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.Console.Access;

/// <summary>Who uses the console: an administrator who is signed in, as of this request.</summary>
/// <param name="Name">One line: name, username or address.</param>
/// <param name="Avatar">A URL; null for none.</param>
/// <param name="Email">Null for none.</param>
internal sealed record ConsoleAdministrator(string UserId, string Name, string? Avatar, string? Email, AdministratorRole Role)
{
    /// <summary>For requests of the server to itself in this administrator's name.</summary>
    public ActingAdministrator Acting => new(UserId, Name, Role.ToString());

    public bool IsOwner => Role == AdministratorRole.Owner;

    /// <summary>Whether the role allows this call of the Management API.</summary>
    /// <param name="route">A route without its prefix: <c>/users/{userId}</c>.</param>
    /// <param name="isOwnTenant">The tenant is that of the administrators.</param>
    public bool May(string method, string route, bool isOwnTenant) => AdministratorRights.Allow(Role, method, route, isOwnTenant);
}
