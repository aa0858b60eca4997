using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi;

/// <summary>The user as they see themself: what the token's scopes and the tenant's settings let them see (contract/account-api.md 4).</summary>
internal static class AccountObject
{
    private const string AddressMember = "address";

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("id"),
        Schemas.Text.OrNull().Optional("username"),
        Schemas.Text.OrNull().Optional("primaryEmail"),
        Schemas.Text.OrNull().Optional("primaryPhone"),
        Schemas.Text.OrNull().Optional("name"),
        Schemas.Text.OrNull().Optional("avatar"),
        Schemas.AnyObject.Optional("customData"),
        UserShapes.Identities.Optional("identities"),
        Schemas.Integer.OrNull().Optional("lastSignInAt"),
        Schemas.Integer.Optional("createdAt"),
        Schemas.Integer.Optional("updatedAt"),
        UserShapes.Profile.Optional("profile"),
        Schemas.Text.OrNull().Optional("applicationId"),
        Schemas.Flag.Optional("isSuspended"),
        Schemas.Flag.Optional("hasPassword"),
        Schemas.Flag.Required("hasSecurityVerificationMethod"));

    /// <summary>Whether the user can show who they are: by a password, or by a code to an address.</summary>
    public static bool HasVerificationMethod(User user) => user.HasPassword || user.PrimaryEmail is not null || user.PrimaryPhone is not null;

    /// <summary>Each member that the base object has, if the caller may see it; <c>hasPassword</c> and whether there is a way to verify behind them.</summary>
    public static JsonText Of(User user, AccountCaller caller) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var member in UserObject.Base(user).ToElement().EnumerateObject())
        {
            if (!IsShown(member.Name, caller)) continue;
            if (member.Name == "profile")
            {
                json.WritePropertyName(member.Name);
                Profile(user, caller).WriteTo(json);
            }
            else
            {
                member.WriteTo(json);
            }
        }

        if (caller.Scopes.Contains(OidcScope.Profile) && caller.Fields.MayRead(AccountFields.Password)) json.WriteBoolean("hasPassword"u8, user.HasPassword);
        json.WriteBoolean("hasSecurityVerificationMethod"u8, HasVerificationMethod(user));
        json.WriteEndObject();
    });

    /// <summary>The claims of the profile; without the address for a token that has no scope for it.</summary>
    public static JsonText Profile(User user, AccountCaller caller) => caller.Scopes.Contains(OidcScope.Address) ? user.Profile : JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var claim in user.Profile.ToElement().EnumerateObject().Where(claim => claim.Name != AddressMember)) claim.WriteTo(json);
        json.WriteEndObject();
    });

    private static bool IsShown(string member, AccountCaller caller)
    {
        return member switch
        {
            "id" => true,
            "username" => May(OidcScope.Profile, AccountFields.Username),
            "name" => May(OidcScope.Profile, AccountFields.Name),
            "avatar" => May(OidcScope.Profile, AccountFields.Avatar),
            "profile" => May(OidcScope.Profile, AccountFields.Profile),
            "primaryEmail" => May(OidcScope.Email, AccountFields.Email),
            "primaryPhone" => May(OidcScope.Phone, AccountFields.Phone),
            "identities" => May(OidcScope.Identities, AccountFields.Social),
            "customData" => May(OidcScope.CustomData, AccountFields.CustomData),
            _ => caller.Scopes.Contains(OidcScope.Profile),
        };

        bool May(string scope, string field) => caller.Scopes.Contains(scope) && caller.Fields.MayRead(field);
    }
}
