using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>The fields of a user that are set together; what is not sent stays as it is, null and empty texts clear.</summary>
internal sealed record UserChange
{
    public Optional<string?> Username { get; init; }

    public Optional<string?> PrimaryEmail { get; init; }

    /// <summary>Digits with country code, not yet normalised.</summary>
    public Optional<string?> PrimaryPhone { get; init; }

    public Optional<string?> Name { get; init; }

    public Optional<string?> Avatar { get; init; }

    public Optional<JsonText> CustomData { get; init; }

    public Optional<JsonText> Profile { get; init; }

    /// <summary>A name, address or number goes without another in its place.</summary>
    public bool RemovesIdentifier => Clears(Username) || Clears(PrimaryEmail) || Clears(PrimaryPhone);

    public bool IsEmpty => !(Username.IsSent || PrimaryEmail.IsSent || PrimaryPhone.IsSent || Name.IsSent || Avatar.IsSent || CustomData.IsSent || Profile.IsSent);

    private static bool Clears(Optional<string?> field) => field.IsSent && string.IsNullOrEmpty(field.Value);
}
