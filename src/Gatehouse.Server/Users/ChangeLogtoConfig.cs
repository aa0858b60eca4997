using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>Sets answers to questions of the sign-in (contract/management-api.md 2.15, account-api.md 5).</summary>
internal sealed class ChangeLogtoConfig(UnitOfWork work, FindUser find, TimeProvider time)
{
    /// <param name="change">What is null in it stays as it is.</param>
    public Task<Checked<User>> ExecuteAsync(string userId, LogtoConfig change, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.LogtoConfigUpdated", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var known = LogtoConfig.Of(user);
            var merged = new LogtoConfig
            {
                Mfa = new LogtoConfig.MfaPreferences(
                    change.Mfa.Enabled ?? known.Mfa.Enabled,
                    change.Mfa.Skipped ?? known.Mfa.Skipped,
                    change.Mfa.SkipMfaOnSignIn ?? known.Mfa.SkipMfaOnSignIn,
                    change.Mfa.AdditionalBindingSuggestionSkipped ?? known.Mfa.AdditionalBindingSuggestionSkipped),
                PasskeySignIn = new LogtoConfig.PasskeyPreferences(change.PasskeySignIn.Skipped ?? known.PasskeySignIn.Skipped),
            };
            if (merged != known)
            {
                user.SetLogtoConfig(merged);
                user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            }

            work.Announce(UserEvents.ConfigUpdated(user));
            return user;
        }, ct);
}
