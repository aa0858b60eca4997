using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Calendar;

namespace Gatehouse.Server.Audit;

/// <summary>What entries of the log say about sign-ins (contract/experience-api.md 14).</summary>
/// <param name="SignIns">Ends of a sign-in or a registration.</param>
/// <param name="Failures">Passwords, codes, tokens, factors that were refused.</param>
internal readonly record struct SignInTally(long SignIns, long Failures)
{
    private static readonly string[] Ends = ["Interaction.SignIn.Submit", "Interaction.Register.Submit"];

    /// <summary>By the day of the server's time zone.</summary>
    public static Dictionary<DateOnly, SignInTally> Of(IEnumerable<AuditRow> rows, TimeProvider time)
    {
        var days = new Dictionary<DateOnly, SignInTally>();
        foreach (var row in rows)
        {
            if (Of(row) is not { } one) continue;
            var date = time.DayOf(row.CreatedAt);
            var day = days.GetValueOrDefault(date);
            days[date] = new SignInTally(day.SignIns + one.SignIns, day.Failures + one.Failures);
        }

        return days;
    }

    /// <summary>Null: it is about something else.</summary>
    private static SignInTally? Of(AuditRow row)
    {
        if (Ends.Contains(row.Key)) return IsSuccess(row) ? new SignInTally(1, 0) : null;
        var isProof = row.Key.StartsWith("Interaction.SignIn.Verification.", StringComparison.Ordinal) && row.Key.EndsWith(".Submit", StringComparison.Ordinal);
        return isProof && !IsSuccess(row) ? new SignInTally(0, 1) : null;
    }

    private static bool IsSuccess(AuditRow row) =>
        row.Payload.ToElement() is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("result", out var result) && result.ValueEquals("Success"u8);
}
