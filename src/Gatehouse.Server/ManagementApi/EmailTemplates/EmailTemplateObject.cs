using System.Text.Json;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>An e-mail template as a full row, and the parts that administrators write (contract/management-misc.md 6).</summary>
internal static class EmailTemplateObject
{
    public static TextSchema LanguageTag { get; } = Schemas.NonEmptyText.AtMost(16);

    public static Schema<string> TemplateType { get; } = Schemas.OneOf([.. EmailTemplate.Types]);

    public static Schema<JsonText> Details { get; } = DetailsOf(Schemas.Text.Required("subject"), Schemas.Text.Required("content"));

    /// <summary>Some of the details, to be put over those that there are.</summary>
    public static IReadOnlyList<IField> SomeDetails { get; } = [.. Members(Schemas.Text.Optional("subject"), Schemas.Text.Optional("content"))];

    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        LanguageTag.Required("languageTag"),
        TemplateType.Required("templateType"),
        Details.Required("details"),
        Schemas.Integer.Required("createdAt"));

    public static JsonText Text(EmailTemplate template) => JsonText.Write(json => Write(json, template));

    public static JsonText Text(IEnumerable<EmailTemplate> templates) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var template in templates) Write(json, template);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, EmailTemplate template)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, template.TenantId);
        json.WriteString("id"u8, template.Id);
        json.WriteString("languageTag"u8, template.LanguageTag);
        json.WriteString("templateType"u8, template.TemplateType);
        json.WritePropertyName("details"u8);
        template.Details.WriteTo(json);
        json.WriteNumber("createdAt"u8, template.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }

    private static Schema<JsonText> DetailsOf(IField subject, IField content) => Schemas.ObjectOf([.. Members(subject, content)]);

    private static IField[] Members(IField subject, IField content) =>
        [subject, content, Schemas.OneOf("text/html", "text/plain").Optional("contentType"), Schemas.Text.Optional("replyTo"), Schemas.Text.Optional("sendFrom")];
}
