using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>What the two kinds of addresses of a user differ in (contract/account-api.md 6).</summary>
/// <param name="Channel"><c>email</c> or <c>phone</c>.</param>
/// <param name="Control">Of the tenant's settings.</param>
/// <param name="Value">In the body of a request.</param>
internal sealed record AddressKind(string Channel, string Control, string Scope, Field<string> Value)
{
    /// <summary>Before it is set or removed.</summary>
    public IReadOnlyList<AccountCheck> Checks => [Check.Verified, Check.MayEdit(Control), Check.Scope(Scope, 400), Check.FirstParty];
}

/// <summary>An operation's kind of address: the operations are one class each, and a route names the kind.</summary>
internal interface IAddress
{
    static abstract AddressKind Kind { get; }
}

/// <summary><c>/api/my-account/primary-email</c>.</summary>
internal sealed class EmailAddress : IAddress
{
    public static AddressKind Kind { get; } = new(VerificationChannel.Email, AccountFields.Email, OidcScope.Email, UserShapes.Email.Required("email"));
}

/// <summary><c>/api/my-account/primary-phone</c>: digits alone.</summary>
internal sealed class PhoneNumber : IAddress
{
    public static AddressKind Kind { get; } = new(VerificationChannel.Phone, AccountFields.Phone, OidcScope.Phone, UserShapes.Phone.Required("phone"));
}
