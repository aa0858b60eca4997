namespace Gatehouse.Protocol.WebAuthn;

/// <summary>What the server asked for when it made the options of a ceremony, which the browser's answer must fit.</summary>
public sealed record CeremonyExpectation
{
    /// <summary>Base64url without padding, as in the options.</summary>
    public required string Challenge { get; init; }

    /// <summary>A host name: credentials belong to it.</summary>
    public required string RpId { get; init; }

    /// <summary>The origins that a page of ours can have (section 13.4.9), compared as they stand.</summary>
    public required IReadOnlyCollection<string> Origins { get; init; }

    /// <summary>The authenticator must have recognised its user, not only felt a touch. Default: it must.</summary>
    public bool RequiresUserVerification { get; init; } = true;
}
