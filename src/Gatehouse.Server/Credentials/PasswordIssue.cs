using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Credentials;

/// <summary>Something that a tenant's policy has against a password (contract/experience-api.md 12.1).</summary>
/// <param name="Code">For example <c>password_rejected.too_short</c>.</param>
/// <param name="Bound">The <c>min</c> or <c>max</c> that the policy names; null where there is none.</param>
internal sealed record PasswordIssue(string Code, (string Name, int Value)? Bound = null)
{
    public static ObjectSchema Shape { get; } = new(Schemas.Text.Required("code"), Schemas.MapOf(Schemas.Integer).Optional("interpolation"));

    /// <summary>Issues as errors carry them.</summary>
    public static JsonText Text(IReadOnlyList<PasswordIssue> issues) => JsonText.Write(json => Write(json, issues));

    public static void Write(Utf8JsonWriter json, IReadOnlyList<PasswordIssue> issues)
    {
        json.WriteStartArray();
        foreach (var issue in issues)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, issue.Code);
            if (issue.Bound is { } bound)
            {
                json.WriteStartObject("interpolation"u8);
                json.WriteNumber(bound.Name, bound.Value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
