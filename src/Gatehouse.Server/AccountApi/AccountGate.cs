using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi;

/// <summary>One thing that must hold before an operation begins; null when it does.</summary>
internal delegate Task<Refusal?> AccountCheck(AccountGate gate, ApiCall call);

/// <summary>Asks what each operation wants to hold, in the operation's own order (contract/account-api.md 14).</summary>
internal sealed class AccountGate(AccountRecords records, FindUser find)
{
    private const string RecordHeader = "logto-verification-id";

    /// <summary>The first refusal; null to go on.</summary>
    public async Task<Refusal?> RefuseAsync(ApiCall call, params IReadOnlyList<AccountCheck> checks)
    {
        foreach (var check in checks)
        {
            if (await check(this, call) is { } refused) return refused;
        }

        return null;
    }

    /// <summary>A header that names no record that counts is as good as none (contract/account-api.md 3).</summary>
    public async Task<Refusal?> RefuseUnverifiedAsync(ApiCall call) =>
        await records.PermitsAsync(call.Caller.Id, call.Headers[RecordHeader].ToString(), call.Aborted) ? null : AccountRefusals.PermissionDenied;

    /// <summary>Whoever has nothing to verify with is let through.</summary>
    public async Task<Refusal?> RefuseUnverifiedIfPossibleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out var missing)) return missing;
        return AccountObject.HasVerificationMethod(user) ? await RefuseUnverifiedAsync(call) : null;
    }
}

/// <summary>The checks of contract/account-api.md 14.</summary>
internal static class Check
{
    /// <summary>V: the user has shown a moment ago who they are.</summary>
    public static AccountCheck Verified { get; } = (gate, call) => gate.RefuseUnverifiedAsync(call);

    /// <summary>V?: the same, of those who can.</summary>
    public static AccountCheck VerifiedIfPossible { get; } = (gate, call) => gate.RefuseUnverifiedIfPossibleAsync(call);

    /// <summary>Behind all others, where something changes: applications of others may only look (contract/account-api.md, first paragraph).</summary>
    public static AccountCheck FirstParty { get; } = (_, call) => Task.FromResult(AccountCaller.Of(call).IsThirdParty ? AccountRefusals.ThirdPartyApplication : null);

    /// <summary>F, to look.</summary>
    /// <param name="field">One of those of <see cref="SignInExperience.AccountFields"/>.</param>
    public static AccountCheck MayRead(string field) => (_, call) => Task.FromResult(AccountCaller.Of(call).Fields.MayRead(field) ? null : AccountRefusals.FieldNotEnabled);

    /// <summary>F, to change.</summary>
    /// <inheritdoc cref="MayRead"/>
    public static AccountCheck MayEdit(string field) => (_, call) => Task.FromResult(AccountCaller.Of(call).Fields.MayEdit(field) ? null : AccountRefusals.FieldNotEditable);

    /// <summary>S: <c>auth.unauthorized</c> with the status that the route has for it, or 403 <c>auth.forbidden</c>.</summary>
    public static AccountCheck Scope(string scope, int status) => (_, call) => Task.FromResult(
        AccountCaller.Of(call).Scopes.Contains(scope) ? null : new Refusal(status == StatusCodes.Status403Forbidden ? "auth.forbidden" : "auth.unauthorized", status));
}
