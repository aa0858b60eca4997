using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>The fields of an organization that administrators set; what is not sent stays as it is (contract/management-organizations.md 1).</summary>
internal sealed record OrganizationChange
{
    public Optional<string> Name { get; init; }

    public Optional<string?> Description { get; init; }

    public Optional<JsonText> CustomData { get; init; }

    public Optional<bool> IsMfaRequired { get; init; }

    public Optional<JsonText> Color { get; init; }

    public Optional<JsonText> Branding { get; init; }

    public Optional<string?> CustomCss { get; init; }

    public bool IsEmpty => !(Name.IsSent || Description.IsSent || CustomData.IsSent || IsMfaRequired.IsSent || Color.IsSent || Branding.IsSent || CustomCss.IsSent);

    /// <summary>JSON is replaced as a whole; an empty text means "none".</summary>
    public void ApplyTo(Organization organization)
    {
        if (Name.IsSent) organization.Name = Name.Value;
        if (Description.IsSent) organization.Description = Absent(Description.Value);
        if (CustomData.IsSent) organization.CustomData = CustomData.Value;
        if (IsMfaRequired.IsSent) organization.IsMfaRequired = IsMfaRequired.Value;
        if (Color.IsSent) organization.Color = Color.Value;
        if (Branding.IsSent) organization.Branding = Branding.Value;
        if (CustomCss.IsSent) organization.CustomCss = Absent(CustomCss.Value);
    }

    private static string? Absent(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
