namespace Gatehouse.Server.Oidc;

/// <summary>A form of the provider that a script submits by itself; without one its button does.</summary>
/// <param name="FormId">Null for none.</param>
/// <param name="Outside">A field that stands outside the form and is bound to it by the form's id.</param>
internal sealed record SubmittedModel(
    string Title, string Button, string Action, IReadOnlyList<(string Name, string Value)> Fields, string? FormId = null, (string Name, string Value)? Outside = null);
