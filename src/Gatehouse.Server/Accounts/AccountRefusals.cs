using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Accounts;

/// <summary>The refusals that several operations on one's own account share (contract/account-api.md).</summary>
internal static class AccountRefusals
{
    /// <summary>Section 1: the tenant has switched all of it off.</summary>
    public static Refusal NotEnabled { get; } = new("account_center.not_enabled");

    /// <summary>Section 2: the part of the account can't be seen.</summary>
    public static Refusal FieldNotEnabled { get; } = new("account_center.field_not_enabled");

    /// <summary>Section 2: the part of the account can't be changed.</summary>
    public static Refusal FieldNotEditable { get; } = new("account_center.field_not_editable");

    /// <summary>Section 3: the user has not shown a moment ago who they are.</summary>
    public static Refusal PermissionDenied { get; } = new("verification_record.permission_denied", 401);

    /// <summary>Section 3: unknown, expired, somebody else's, of another type, or not verified.</summary>
    public static Refusal RecordNotFound { get; } = new("verification_record.not_found");

    /// <summary>Ours (docs/accounts.md): users can't ask for the deletion of their account here.</summary>
    public static Refusal DeletionNotOffered { get; } = new("account_deletion.not_offered");

    /// <summary>Ours (docs/accounts.md): nobody has asked for it, or it was taken back.</summary>
    public static Refusal NoDeletion { get; } = new("account_deletion.not_found", 404);

    /// <summary>The application belongs to somebody else: it may look, not change.</summary>
    public static Refusal ThirdPartyApplication { get; } = new("auth.third_party_application_forbidden", 403);
}
