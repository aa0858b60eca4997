using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Administrators;

/// <summary>Why something about administrators is refused.</summary>
internal static class AdministratorRefusals
{
    /// <summary>The role does not reach that far.</summary>
    public static Refusal RoleForbids { get; } = new("administrator.role_forbids", 403);

    public static Refusal NoEmail { get; } = new("administrator.no_email", 422);

    public static Refusal NotFound { get; } = new("administrator.not_found", 404);

    /// <summary>Afterwards nobody could make anybody an owner.</summary>
    public static Refusal LastOwner { get; } = new("administrator.last_owner", 422);

    /// <summary>Without it nobody would be an administrator of that kind.</summary>
    public static Refusal RoleStays { get; } = new("administrator.role_stays", 422);

    /// <summary>Nobody shuts themselves out.</summary>
    public static Refusal NotYourself { get; } = new("administrator.not_yourself", 422);

    /// <summary>Used, older than a day, or never made.</summary>
    public static Refusal SetUpLinkNotValid { get; } = new("administrator.set_up_link_not_valid", 404);
}
