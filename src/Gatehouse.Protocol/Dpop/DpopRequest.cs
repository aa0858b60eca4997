namespace Gatehouse.Protocol.Dpop;

/// <summary>The request that a proof must be made for: RFC 9449 section 4.3, checks 8 to 12. No record: it would show the token.</summary>
public sealed class DpopRequest
{
    public required string Method { get; init; }

    /// <summary>As the client sees it, which is the server's public address; query and fragment do not count.</summary>
    public required Uri Url { get; init; }

    /// <summary>The access token sent beside the proof; null at the token endpoint.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The thumbprint that the presented code or token is bound to; null when it is bound to none.</summary>
    public string? BoundTo { get; init; }
}
