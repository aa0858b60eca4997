using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>The refusals that several operations on users share.</summary>
internal static class UserRefusals
{
    public static Refusal NotFound { get; } = new("entity.not_found", 404);

    public static Refusal UsernameInUse { get; } = new("user.username_already_in_use", 422);

    public static Refusal EmailInUse { get; } = new("user.email_already_in_use", 422);

    public static Refusal PhoneInUse { get; } = new("user.phone_already_in_use", 422);

    public static Refusal InvalidPhone { get; } = new("user.invalid_phone", 422)
    {
        Data = Platform.Json.JsonText.FromStored("""{"name":"ParseError"}"""),
    };

    /// <summary>Told only to someone who has proved to be that user.</summary>
    public static Refusal Suspended { get; } = new("user.suspended", 401);

    public static Refusal IdentityNotFound { get; } = new("user.identity_not_exist", 404);

    public static Refusal SsoIdentityNotFound { get; } = new("user.enterprise_sso_identity_not_exists", 404);

    /// <summary>A change without anything to change.</summary>
    public static Refusal NothingToChange { get; } = new("entity.invalid_input", 422);
}
