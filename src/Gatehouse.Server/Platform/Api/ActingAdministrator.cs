namespace Gatehouse.Server.Platform.Api;

/// <summary>
/// The administrator in whose name the server makes a request to itself (docs/adr/0020): a feature of that request, which the Management API
/// takes instead of a token. No request from outside has it, since only <see cref="OwnApi"/> sets it.
/// </summary>
/// <param name="UserId">Of tenant <c>admin</c>.</param>
/// <param name="Name">What the audit log calls them.</param>
/// <param name="Role">The name of an administrator's role; what it may do is judged where the request arrives.</param>
internal sealed record ActingAdministrator(string UserId, string Name, string Role);
