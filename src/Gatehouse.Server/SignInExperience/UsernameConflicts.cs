using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Usernames that would be one if case did not count (contract/management-misc.md 4).</summary>
/// <param name="Total">How many names, not how many users.</param>
/// <param name="Samples">Some of them, in the order of the names.</param>
internal sealed record UsernameConflicts(int Total, IReadOnlyList<UsernameConflict> Samples)
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Integer.Required("totalConflicts"),
        Schemas.ListOf(new ObjectSchema(Schemas.Text.Required("usernameLower"), Schemas.ListOf(Schemas.Text).Required("userIds"))).Required("samples"));

    public JsonText Text => JsonText.Write(Write);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("totalConflicts"u8, Total);
        json.WriteStartArray("samples"u8);
        foreach (var sample in Samples)
        {
            json.WriteStartObject();
            json.WriteString("usernameLower"u8, sample.UsernameLower);
            json.WriteStartArray("userIds"u8);
            foreach (var id in sample.UserIds) json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

internal sealed record UsernameConflict(string UsernameLower, IReadOnlyList<string> UserIds);

/// <summary>Looks for usernames that differ only in case. Given by the Users folder.</summary>
/// <param name="mostSamples">How many are told in full.</param>
internal delegate Task<UsernameConflicts> FindUsernameConflicts(int mostSamples, CancellationToken ct);

/// <summary>Makes usernames comparable with or without case, from the change on that is under way. Given by the Users folder.</summary>
internal delegate void CompareUsernames(bool isCaseSensitive);
