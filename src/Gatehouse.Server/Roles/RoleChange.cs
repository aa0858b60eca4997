using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Roles;

/// <summary>The fields of a role that administrators set; what is not sent stays as it is. The type never changes.</summary>
internal sealed record RoleChange
{
    public Optional<string> Name { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<bool> IsDefault { get; init; }

    public bool IsEmpty => !(Name.IsSent || Description.IsSent || IsDefault.IsSent);

    public bool NamesInternalRole => Name.IsSent && Role.IsInternalName(Name.Value);

    public void ApplyTo(Role role)
    {
        if (Name.IsSent) role.Name = Name.Value;
        if (Description.IsSent) role.Description = Description.Value;
        if (IsDefault.IsSent) role.IsDefault = IsDefault.Value;
    }
}
