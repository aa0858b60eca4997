namespace Gatehouse.Server.Connectors;

/// <summary>What a provider gave for a code (RFC 6749 section 5.1). It has no text form.</summary>
internal sealed class ProviderTokens
{
    public required string AccessToken { get; init; }

    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>As granted; null: as asked.</summary>
    public string? Scope { get; init; }

    public string? TokenType { get; init; }

    /// <summary>Null: the provider did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>With the refresh token that was good for these, where the provider gave none with them.</summary>
    public ProviderTokens Keeping(string refreshToken) => new()
    {
        AccessToken = AccessToken, IdToken = IdToken, RefreshToken = refreshToken, Scope = Scope, TokenType = TokenType, ExpiresAt = ExpiresAt,
    };
}
