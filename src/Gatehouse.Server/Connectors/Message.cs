using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>A mail or SMS to one recipient, before anybody knows which connector takes it and what it will say.</summary>
/// <param name="Type"><see cref="ConnectorType.Email"/> or <see cref="ConnectorType.Sms"/>.</param>
/// <param name="Recipient">An e-mail address, or a phone number in digits.</param>
/// <param name="UsageType">One of <see cref="MessageUsage"/>: chooses the template.</param>
/// <param name="Payload">A JSON object: the variables of the template, and what the provider is handed (<c>code</c>, <c>link</c>, <c>application</c> …).</param>
internal sealed record Message(ConnectorType Type, string Recipient, string UsageType, JsonText Payload)
{
    /// <summary>The language tag that the recipient reads; null: the fallback language of the tenant.</summary>
    public string? Locale { get; init; }

    /// <summary>The client address of whoever asked for the message; null when that was no stranger, and only the recipient is counted.</summary>
    public string? AskedFrom { get; init; }
}

/// <summary>What messages are for: names of <c>EmailTemplate.Types</c>, which SMS share (contract/management-misc.md 6).</summary>
internal static class MessageUsage
{
    public const string SignIn = "SignIn";
    public const string Register = "Register";
    public const string ForgotPassword = "ForgotPassword";
    public const string OrganizationInvitation = "OrganizationInvitation";
    public const string Generic = "Generic";
    public const string UserPermissionValidation = "UserPermissionValidation";
    public const string BindNewIdentifier = "BindNewIdentifier";
    public const string MfaVerification = "MfaVerification";
    public const string BindMfa = "BindMfa";

    /// <summary>Ours: the link of docs/invitations.md.</summary>
    public const string UserInvitation = "UserInvitation";

    /// <summary>Ours: somebody signed in from something new (docs/accounts.md).</summary>
    public const string NewDevice = "NewDevice";

    /// <summary>Ours: somebody changed how they sign in (docs/accounts.md).</summary>
    public const string AccountChanged = "AccountChanged";

    /// <summary>Of these the generic template, which is about a code, says nothing; we have words for them whatever the connector.</summary>
    public static bool IsOurs(string usageType) => usageType is UserInvitation or NewDevice or AccountChanged;
}
