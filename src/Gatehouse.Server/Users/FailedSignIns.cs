using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>
/// Counts on the user that somebody gave wrong credentials, together with the audit entry that says so. The statement runs for nobody's
/// identifier too: then it finds no row, and takes as long.
/// </summary>
internal static class FailedSignIns
{
    private static readonly HashSet<string> Wrong =
    [
        "session.invalid_credentials", "session.verification_blocked_too_many_attempts", "verification_code.code_mismatch", "verification_code.exceed_max_try",
        "session.mfa.invalid_totp_code", "session.mfa.invalid_backup_code",
    ];

    /// <param name="userId">Null: nobody's.</param>
    /// <returns>Null: the refusal says nothing against the credentials.</returns>
    public static SqlStatement? Of(Refusal refused, string tenantId, string? userId, DateTime now) =>
        Wrong.Contains(refused.Code)
            ? new SqlStatement(
                "UPDATE users SET failed_sign_in_count = failed_sign_in_count + 1, last_failed_sign_in_at = @p0 WHERE tenant_id = @p1 AND id = @p2", now, tenantId, userId ?? "")
            : null;
}
