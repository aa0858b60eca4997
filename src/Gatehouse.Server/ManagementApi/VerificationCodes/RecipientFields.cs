using Gatehouse.Server.Connectors;
using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.VerificationCodes;

/// <summary>Where a code goes: an e-mail address or a phone number; of both, the address counts (contract/management-misc.md 9).</summary>
internal static class RecipientFields
{
    public static Field<string> Email { get; } = UserFields.EmailText.Optional("email");

    public static Field<string> Phone { get; } = UserFields.PhoneText.Optional("phone");

    public static Checked<(ConnectorType Type, string Recipient)> Read(Input body)
    {
        if (body.Get(Email) is { } email) return (ConnectorType.Email, email);
        if (body.Get(Phone) is { } phone) return (ConnectorType.Sms, phone);
        return Issue.Refuse("body", [Issue.Custom([], "An email or a phone is required")]);
    }
}
