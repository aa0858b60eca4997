using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>What a code or token carries beyond its columns. Absent members are not stored.</summary>
internal sealed record TokenDetails
{
    /// <summary>The resources of the authorization request (RFC 8707).</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>As the authorization request named it; null when it was left out (RFC 6749 section 4.1.3).</summary>
    public string? RedirectUri { get; init; }

    /// <summary>RFC 7636; always S256.</summary>
    public string? CodeChallenge { get; init; }

    public string? Nonce { get; init; }

    /// <summary>Seconds since 1970; only where the ID token shall show <c>auth_time</c> (contract 11.1).</summary>
    public long? AuthTime { get; init; }

    public string? Acr { get; init; }

    /// <summary>RFC 8176: the factors really used.</summary>
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>The session's id for this client, when it is to be in ID tokens.</summary>
    public string? Sid { get; init; }

    /// <summary>RFC 9449 section 6: the thumbprint of the key that it is bound to.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>RFC 8693 section 4.1: the subject of <c>act</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>Seconds since 1970: when the first refresh token of this line was issued (contract 12).</summary>
    public long? FirstIssuedAt { get; init; }

    public static TokenDetails Of(IssuedToken token) => Read(token.Details);

    public static TokenDetails Of(DeviceCode code) => code.Details is { } stored ? Read(stored) : new TokenDetails();

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, TokenDetailsJson.Default.TokenDetails));

    /// <summary>What tokens that come from a code carry on: all but what proved the code itself.</summary>
    public TokenDetails ForTokens() => this with { RedirectUri = null, CodeChallenge = null, DpopJkt = null };

    private static TokenDetails Read(JsonText stored) => JsonSerializer.Deserialize(stored.Text, TokenDetailsJson.Default.TokenDetails)!;

    /// <summary>Without values: a nonce and a challenge have no business in logs.</summary>
    public override string ToString() => nameof(TokenDetails);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenDetails))]
internal sealed partial class TokenDetailsJson : JsonSerializerContext;
