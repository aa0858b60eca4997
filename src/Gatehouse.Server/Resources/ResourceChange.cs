using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Resources;

/// <summary>The fields of a resource that administrators set; what is not sent stays as it is.</summary>
internal sealed record ResourceChange
{
    public Optional<string> Name { get; init; }

    /// <summary>Seconds. Only whole numbers that the column holds can be stored.</summary>
    public Optional<decimal> AccessTokenTtl { get; init; }

    public bool IsEmpty => !(Name.IsSent || AccessTokenTtl.IsSent);

    public bool IsStorable => !AccessTokenTtl.IsSent
        || (decimal.Truncate(AccessTokenTtl.Value) == AccessTokenTtl.Value && AccessTokenTtl.Value is >= int.MinValue and <= int.MaxValue);

    public void ApplyTo(ApiResource resource)
    {
        if (Name.IsSent) resource.Name = Name.Value;
        if (AccessTokenTtl.IsSent) resource.AccessTokenTtl = (int)AccessTokenTtl.Value;
    }
}
