namespace Gatehouse.Server.Users;

/// <summary>
/// Where a user has signed in from, as the proxy in front says: the last time in each country (contract/experience-api.md 8.5). Kept only
/// while adaptive rules look at it, and for as long as they do.
/// </summary>
internal sealed class UserLocation
{
    /// <summary>A country that was not seen for so long is new again.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    /// <summary>Empty when the proxy does not know it.</summary>
    public required string Country { get; init; }

    public string? City { get; set; }

    /// <summary>Degrees; null: not known.</summary>
    public double? Latitude { get; set; }

    /// <inheritdoc cref="Latitude"/>
    public double? Longitude { get; set; }

    public required DateTime SeenAt { get; set; }
}
