using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// Takes a code once (contract/management-misc.md 9, experience-api.md 11.2). The row's version lets one of several at once win; a wrong
/// code is counted, whoever else tries at the same time.
/// </summary>
internal sealed class UseVerificationCode(GatehouseDb db, UnitOfWork work, Snapshots snapshots, TimeProvider time)
{
    /// <param name="owner">As the code was sent; null: the recipient's.</param>
    public async Task<Checked<Done>> ExecuteAsync(ConnectorType type, string recipient, string usageType, string? owner, string code, CancellationToken ct)
    {
        var mostTries = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().VerificationCodes.MostTries;
        var key = VerificationCode.KeyOf(owner ?? recipient, usageType, VerificationChannel.Of(type));
        var used = await work.WriteAsync<Verdict>(_ => null, async () =>
        {
            if (await db.VerificationCodes.SingleOrDefaultAsync(known => known.Key == key, ct) is not { } row) return NotFound;
            if (row.Recipient != recipient) return type == ConnectorType.Email ? EmailMismatch : PhoneMismatch;
            if (row.ExpiresAt <= time.GetUtcNow().UtcDateTime) return Expired;
            if (row.Tries >= mostTries) return ExceedMaxTry;
            if (!row.Matches(code))
            {
                row.Tries++;
                return new Verdict(CodeMismatch);
            }

            db.VerificationCodes.Remove(row);
            return new Verdict(null);
        }, ct);
        if (!used.TryGet(out var verdict, out var refused)) return refused;
        return verdict.Wrong is { } wrong ? wrong : new Done();
    }

    private static Refusal NotFound { get; } = new("verification_code.not_found");

    private static Refusal EmailMismatch { get; } = new("verification_code.email_mismatch");

    private static Refusal PhoneMismatch { get; } = new("verification_code.phone_mismatch");

    private static Refusal Expired { get; } = new("verification_code.expired");

    private static Refusal ExceedMaxTry { get; } = new("verification_code.exceed_max_try");

    private static Refusal CodeMismatch { get; } = new("verification_code.code_mismatch");

    /// <param name="Wrong">A refusal that is stored all the same: the try was counted.</param>
    private readonly record struct Verdict(Refusal? Wrong);
}
