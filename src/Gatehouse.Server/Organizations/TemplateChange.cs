using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>The fields of a role or scope of the template that administrators set; what is not sent stays as it is, null and the empty text clear the description.</summary>
internal sealed record TemplateChange
{
    public Optional<string> Name { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>Of roles only.</summary>
    public Optional<string> Type { get; init; }

    public bool IsEmpty => !(Name.IsSent || Description.IsSent || Type.IsSent);

    public void ApplyTo(OrganizationRole role)
    {
        if (Name.IsSent) role.Name = Name.Value;
        if (Description.IsSent) role.Description = TextOrNull(Description.Value);
        if (Type.IsSent) role.Type = Type.Value;
    }

    public void ApplyTo(OrganizationScope scope)
    {
        if (Name.IsSent) scope.Name = Name.Value;
        if (Description.IsSent) scope.Description = TextOrNull(Description.Value);
    }

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
