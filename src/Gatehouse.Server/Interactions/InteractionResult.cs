using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>How an interaction ended: signed in, consented, or given up. Read when the browser comes back to the provider.</summary>
internal sealed record InteractionResult
{
    public LoginResult? Login { get; init; }

    public ConsentResult? Consent { get; init; }

    /// <summary>An OAuth error for the client, for example <c>oidc.aborted</c> (contract/oidc.md 8.2).</summary>
    public string? Error { get; init; }

    public static InteractionResult? Of(Interaction interaction) =>
        interaction.Result is { } stored ? JsonSerializer.Deserialize(stored.Text, InteractionResultJson.Default.InteractionResult) : null;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, InteractionResultJson.Default.InteractionResult));
}

/// <param name="AccountId">Who signed in.</param>
/// <param name="Amr">The factors really used, RFC 8176.</param>
/// <param name="At">When, seconds since 1970.</param>
/// <param name="Submission">What the session remembers of it, without secrets.</param>
internal sealed record LoginResult(string AccountId, IReadOnlyList<string> Amr, long At, JsonText? Submission);

/// <param name="GrantId">The grant that now holds what was missing.</param>
internal sealed record ConsentResult(string GrantId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InteractionResult))]
internal sealed partial class InteractionResultJson : JsonSerializerContext;
