using System.Linq.Expressions;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Phone;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// The rules of username, e-mail address and phone number: what they are compared by and who has them already. The unique indexes hold
/// the same rules against races; the checks here only fix the order in which a request learns of several conflicts.
/// </summary>
internal sealed class UserIdentifiers(GatehouseDb db, UserQueries queries, Snapshots snapshots, GatehouseOptions options)
{
    public async Task<Refusal?> UsernameConflictAsync(string? username, string? ownId, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(username)) return null;
        var key = User.UsernameKeyOf(username, await UsernamesAreCaseSensitiveAsync(ct));
        return await db.Users.AnyAsync(user => user.UsernameKey == key && user.Id != ownId, ct) ? UserRefusals.UsernameInUse : null;
    }

    public async Task<Refusal?> EmailConflictAsync(string? email, string? ownId, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(email)) return null;
        var key = User.EmailKeyOf(email);
        return await db.Users.AnyAsync(user => user.PrimaryEmailKey == key && user.Id != ownId, ct) ? UserRefusals.EmailInUse : null;
    }

    public async Task<Refusal?> PhoneConflictAsync(string? phone, string? ownId, CancellationToken ct)
    {
        // A number that can't be read is nobody's; it is refused in its own turn.
        if (!TryReadPhone(phone, out var number) || number is null) return null;
        return await db.Users.AnyAsync(user => user.PrimaryPhone == number && user.Id != ownId, ct) ? UserRefusals.PhoneInUse : null;
    }

    /// <summary>Which of these identifiers somebody has already: a question for each kind, however many they are.</summary>
    /// <param name="earlier">What drafts before these have taken that no row shows; null where rows show everything.</param>
    public async Task<TakenIdentifiers> TakenAsync(IReadOnlyList<UserChange> drafts, AcceptedIdentifiers? earlier, CancellationToken ct)
    {
        var isCaseSensitive = await UsernamesAreCaseSensitiveAsync(ct);
        var usernames = Wanted(drafts, fields => User.UsernameKeyOf(fields.Username.Value, isCaseSensitive));
        var emails = Wanted(drafts, fields => User.EmailKeyOf(fields.PrimaryEmail.Value));
        var phones = Wanted(drafts, fields => TryReadPhone(fields.PrimaryPhone.Value, out var phone) ? phone : null);
        // One parameter for all keys: a file has room for more of them than a statement has for parameters.
        return new TakenIdentifiers(
            username => User.UsernameKeyOf(username, isCaseSensitive)!,
            await FoundAsync(usernames, user => EF.Parameter(usernames).Contains(user.UsernameKey!), user => user.UsernameKey!, ct),
            await FoundAsync(emails, user => EF.Parameter(emails).Contains(user.PrimaryEmailKey!), user => user.PrimaryEmailKey!, ct),
            await FoundAsync(phones, user => EF.Parameter(phones).Contains(user.PrimaryPhone!), user => user.PrimaryPhone!, ct),
            earlier);
    }

    /// <summary>Whose identifier it is, compared as the unique indexes compare. What can't be an identifier is nobody's.</summary>
    /// <param name="type"><c>username</c>, <c>email</c> or <c>phone</c>; a phone number may begin with a plus.</param>
    public Task<User?> FindOwnerAsync(string type, string value, CancellationToken ct) => FindOwnerAsync(type, value, toChange: false, ct);

    /// <summary>To be changed by a unit of work that goes on with the user as it was read.</summary>
    /// <inheritdoc cref="FindOwnerAsync(string, string, CancellationToken)"/>
    public Task<User?> FindOwnerToGoOnAsync(string type, string value, CancellationToken ct) => FindOwnerAsync(type, value, toChange: true, ct);

    private async Task<User?> FindOwnerAsync(string type, string value, bool toChange, CancellationToken ct)
    {
        switch (type)
        {
            case "username":
                var username = User.UsernameKeyOf(value, await UsernamesAreCaseSensitiveAsync(ct));
                return username is null ? null : await queries.ByUsernameAsync(db, username, toChange, ct);
            case "email":
                var email = User.EmailKeyOf(value);
                return email is null ? null : await queries.ByEmailAsync(db, email, toChange, ct);
            default:
                return PhoneNumber.TryNormalize(value.StartsWith('+') ? value[1..] : value, out var phone) && phone is not null
                    ? await queries.ByPhoneAsync(db, phone, toChange, ct) : null;
        }
    }

    /// <summary>Puts the change into the user. Conflicts were looked at before.</summary>
    public async Task<Refusal?> ApplyAsync(User user, UserChange change, CancellationToken ct)
    {
        if (change.PrimaryPhone.IsSent)
        {
            if (!TryReadPhone(change.PrimaryPhone.Value, out var phone)) return UserRefusals.InvalidPhone;
            user.SetPhone(phone);
        }

        if (change.Username.IsSent) user.SetUsername(change.Username.Value, await UsernamesAreCaseSensitiveAsync(ct));
        if (change.PrimaryEmail.IsSent) user.SetEmail(change.PrimaryEmail.Value);
        if (change.Name.IsSent) user.SetName(change.Name.Value);
        if (change.Avatar.IsSent) user.SetAvatar(change.Avatar.Value);
        if (change.CustomData.IsSent) user.SetCustomData(change.CustomData.Value);
        if (change.Profile.IsSent) user.SetProfile(change.Profile.Value);
        return null;
    }

    private static List<string> Wanted(IReadOnlyList<UserChange> drafts, Func<UserChange, string?> keyOf) =>
        [.. drafts.Select(keyOf).OfType<string>().Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];

    private async Task<HashSet<string>> FoundAsync(
        List<string> wanted, Expression<Func<User, bool>> isOne, Expression<Func<User, string>> keyOf, CancellationToken ct) =>
        wanted.Count == 0 ? [] : await db.Users.Where(isOne).Select(keyOf).ToHashSetAsync(ct);

    /// <summary>No number is fine too; the result is null then.</summary>
    public static bool TryReadPhone(string? phone, out string? normalized)
    {
        normalized = null;
        return string.IsNullOrEmpty(phone) || PhoneNumber.TryNormalize(phone, out normalized);
    }

    private async ValueTask<bool> UsernamesAreCaseSensitiveAsync(CancellationToken ct) =>
        options.UsernamesAreCaseSensitive && (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().UsernamesAreCaseSensitive;
}
