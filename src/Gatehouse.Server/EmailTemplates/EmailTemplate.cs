using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.EmailTemplates;

/// <summary>What a mail of one kind says in one language (contract/management-misc.md 6).</summary>
internal sealed class EmailTemplate
{
    /// <summary>The kinds of mail that only this server sends (docs/invitations.md, docs/accounts.md); a generic text does not fit them.</summary>
    private static readonly string[] Ours = ["UserInvitation", "NewDevice", "AccountChanged"];

    /// <summary>Every kind of mail. <see cref="Generic"/> stands in for the others of the contract.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "SignIn", "Register", "ForgotPassword", "OrganizationInvitation", Generic, "UserPermissionValidation", "BindNewIdentifier", "MfaVerification", "BindMfa", .. Ours,
    ];

    /// <summary>The kind that is sent when there is no text of the right one.</summary>
    public const string Generic = "Generic";

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Any text of up to 16 characters: nothing says that the server knows the language.</summary>
    public required string LanguageTag { get; init; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string TemplateType { get; init; }

    /// <summary>As <see cref="EmailTemplateDetails"/> reads it.</summary>
    public required JsonText Details { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>
    /// Which of the templates a mail is made from: the one of its kind and language, else that of its kind in the tenant's fallback
    /// language, else the generic one in the fallback language, else none (the connector's own text).
    /// </summary>
    /// <param name="languageTag">The language of whoever reads the mail; null when nobody knows it.</param>
    public static EmailTemplate? Choose(IReadOnlyCollection<EmailTemplate> templates, string type, string? languageTag, string fallbackLanguage)
    {
        return Of(languageTag, type) ?? Of(fallbackLanguage, type) ?? (Ours.Contains(type) ? null : Of(fallbackLanguage, Generic));

        EmailTemplate? Of(string? language, string kind) =>
            templates.FirstOrDefault(template => template.LanguageTag == language && template.TemplateType == kind);
    }
}
