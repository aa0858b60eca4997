using Gatehouse.Server.Platform.Phone;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>Addresses as the unique indexes compare them.</summary>
internal static class OwnAddress
{
    /// <param name="channel"><c>email</c> or <c>phone</c>.</param>
    public static bool IsSame(string channel, string one, string? other)
    {
        if (other is null) return false;
        if (channel == VerificationChannel.Email) return User.EmailKeyOf(one) == User.EmailKeyOf(other);
        return one == other || (PhoneNumber.TryNormalize(one, out var number) && PhoneNumber.TryNormalize(other, out var known) && number == known);
    }
}
