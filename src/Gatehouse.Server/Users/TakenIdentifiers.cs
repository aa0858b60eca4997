using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>
/// The identifiers out of a list of drafts that somebody has already, in the forms that the unique indexes compare. Drafts that were
/// accepted are added, so that of two that want the same the first gets it.
/// </summary>
/// <param name="keyOf">The key of a username.</param>
/// <param name="earlier">What drafts before this list have taken that no row shows; null where rows show everything.</param>
internal sealed class TakenIdentifiers(
    Func<string, string> keyOf, HashSet<string> usernames, HashSet<string> emails, HashSet<string> phones, AcceptedIdentifiers? earlier)
{
    /// <summary>The first conflict in the order of contract/management-api.md 2.5: username, address, number.</summary>
    public Refusal? Conflict(UserChange fields)
    {
        if (fields.Username.Value is { Length: > 0 } username && Has(usernames, keyOf(username), earlier?.Usernames)) return UserRefusals.UsernameInUse;
        if (User.EmailKeyOf(fields.PrimaryEmail.Value) is { Length: > 0 } email && Has(emails, email, earlier?.Emails)) return UserRefusals.EmailInUse;
        // A number that can't be read is nobody's; it is refused in its own turn.
        return UserIdentifiers.TryReadPhone(fields.PrimaryPhone.Value, out var phone) && phone is not null && Has(phones, phone, earlier?.Phones)
            ? UserRefusals.PhoneInUse : null;
    }

    public void Add(User user)
    {
        if (user.UsernameKey is { } username) usernames.Add(username);
        if (user.PrimaryEmailKey is { } email) emails.Add(email);
        if (user.PrimaryPhone is { } phone) phones.Add(phone);
    }

    private static bool Has(HashSet<string> taken, string key, KeyDigests? earlier) => taken.Contains(key) || earlier?.Contains(key) == true;
}
