using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>Which templates a request is about: those of a language, of a kind, of both, or all.</summary>
internal static class EmailTemplateFilter
{
    public static Field<string> LanguageTag { get; } = EmailTemplateObject.LanguageTag.Optional("languageTag");

    public static Field<string> TemplateType { get; } = EmailTemplateObject.TemplateType.Optional("templateType");

    public static ObjectSchema Query { get; } = new(LanguageTag, TemplateType);
}
