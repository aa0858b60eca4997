namespace Gatehouse.Server.Invitations;

internal static class InvitationsModule
{
    public static void AddInvitations(this IServiceCollection services)
    {
        services.AddScoped<AcceptUserInvitation>();
        services.AddScoped<FindUserInvitation>();
        services.AddScoped<InviteUser>();
        services.AddScoped<RevokeUserInvitation>();
    }
}
