namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>Where a passkey is made or used (contract/experience-api.md 4.6, docs/adr/0018).</summary>
/// <param name="RpId">The request's host, to which passkeys belong (WebAuthn section 4, relying party identifier).</param>
/// <param name="OwnOrigin">The page's own; null: the browser did not say, or it was a page of somebody else.</param>
/// <param name="RelatedOrigins">Those that the tenant named (WebAuthn section 5.11).</param>
internal sealed record PasskeySite(string RpId, string? OwnOrigin, IReadOnlyList<string> RelatedOrigins)
{
    public const string OtherHost = "The options were made for another host.";

    /// <summary>Those that a passkey may be used from, each exactly as the browser writes it.</summary>
    public IReadOnlyList<string> Origins => OwnOrigin is { } own ? [own, .. RelatedOrigins] : RelatedOrigins;

    /// <param name="host">The header <c>Host</c>: a name, perhaps with a port.</param>
    /// <param name="origin">The header <c>Origin</c>; null without one. Of another host it counts only where the tenant named it.</param>
    public static PasskeySite Of(string host, string? origin, IReadOnlyList<string> related)
    {
        var isOwn = origin is not null && (origin == "https://" + host || origin == "http://" + host);
        return new PasskeySite(Uri.TryCreate("http://" + host, UriKind.Absolute, out var url) ? url.Host : host, isOwn || related.Contains(origin) ? origin : null, related);
    }
}
