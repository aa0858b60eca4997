using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Resources;

/// <summary>The fields of a scope that administrators set; what is not sent stays as it is, null and the empty text clear the description.</summary>
internal sealed record ScopeChange
{
    public Optional<string> Name { get; init; }

    public Optional<string?> Description { get; init; }

    public bool IsEmpty => !(Name.IsSent || Description.IsSent);

    /// <summary>Scopes are written with blanks between them, so no name may hold one.</summary>
    public bool HasSpaceInName => Name.IsSent && Name.Value.Any(letter => char.IsWhiteSpace(letter) || letter == '\uFEFF');

    public void ApplyTo(ResourceScope scope)
    {
        if (Name.IsSent) scope.Name = Name.Value;
        if (Description.IsSent) scope.Description = string.IsNullOrEmpty(Description.Value) ? null : Description.Value;
    }
}
