using Gatehouse.Server.Users;

namespace Gatehouse.Server.Administrators;

/// <summary>A user of tenant <c>admin</c> who may use the console.</summary>
internal sealed record Administrator(User User, AdministratorRole Role)
{
    public string Id => User.Id;

    public string Name => User.DisplayName;
}
