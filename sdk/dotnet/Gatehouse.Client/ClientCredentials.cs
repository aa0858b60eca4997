namespace Gatehouse.Client;

/// <summary>What a machine-to-machine application gets its access tokens with (RFC 6749 section 4.4).</summary>
public sealed record ClientCredentials
{
    /// <summary>The server, for example <c>https://auth.example.com</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The id of the application.</summary>
    public required string ClientId { get; init; }

    /// <summary>A secret of the application.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The indicator of the API that the tokens are for (RFC 8707); by default the Management API of tenant <c>default</c>.</summary>
    public string Resource { get; init; } = "https://default.logto.app/api";

    /// <summary>What the tokens are to allow; by default <c>all</c>, the scope of the Management API. Null asks for none by name.</summary>
    public string? Scope { get; init; } = "all";

    /// <summary>How long before its end a token is no longer used; a minute by default.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"{ClientId} at {Endpoint}, for {Resource}";
}
