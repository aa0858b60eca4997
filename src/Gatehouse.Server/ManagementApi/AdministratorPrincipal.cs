using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi;

/// <summary>An administrator who uses the Management API by the console: a user of tenant <c>admin</c>.</summary>
/// <param name="Name">What the audit log calls them.</param>
internal sealed record AdministratorPrincipal(string Id, string Name, AdministratorRole Role) : ApiPrincipal("user", Id);
