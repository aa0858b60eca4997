using System.Text.Json;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// The answer of the token endpoint: RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3, contract oidc.md section 11.5.
/// </summary>
public sealed record TokenResponse
{
    /// <summary>Called once, when the answer is written: a signature takes a processor and no disk, so that it can wait until a disk is busy.</summary>
    public required Func<string> AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    public required long ExpiresIn { get; init; }

    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>Null leaves the member out; empty writes <c>""</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>The access token works with proofs of one key only: <c>token_type</c> is <c>DPoP</c> (RFC 9449 section 5).</summary>
    public bool IsBound { get; init; }

    private string TokenType => IsBound ? "DPoP" : "Bearer";

    /// <summary>Writes the object in the member order of all grants but <c>client_credentials</c>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        WriteStart(writer);
        if (IdToken is not null) writer.WriteString("id_token"u8, IdToken);
        if (RefreshToken is not null) writer.WriteString("refresh_token"u8, RefreshToken);
        if (Scope is not null) writer.WriteString("scope"u8, Scope);
        writer.WriteString("token_type"u8, TokenType);
        writer.WriteEndObject();
    }

    /// <summary>Writes the object in the member order of <c>client_credentials</c>, which knows no other tokens.</summary>
    public void WriteForClientCredentials(Utf8JsonWriter writer)
    {
        WriteStart(writer);
        writer.WriteString("token_type"u8, TokenType);
        if (Scope is not null) writer.WriteString("scope"u8, Scope);
        writer.WriteEndObject();
    }

    /// <summary>Without the tokens, which must not reach a log.</summary>
    public override string ToString() => $"TokenResponse {{ ExpiresIn = {ExpiresIn}, Scope = {Scope}, tokens redacted }}";

    private void WriteStart(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("access_token"u8, AccessToken());
        writer.WriteNumber("expires_in"u8, ExpiresIn);
    }
}
