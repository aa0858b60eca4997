using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Tests;

/// <summary>Unwraps what a test expects.</summary>
internal static class Outcome
{
    public static T Value<T>(this Checked<T> outcome)
        where T : notnull
    {
        if (!outcome.TryGet(out var value, out var refusal)) Assert.Fail($"Refused: {refusal}");
        return value;
    }

    public static OAuthError Refusal<T>(this Checked<T> outcome)
        where T : notnull
    {
        if (outcome.TryGet(out var value, out var refusal)) Assert.Fail($"Let through: {value}");
        return refusal!;
    }

    public static void IsRefused<T>(this Checked<T> outcome, int status, string code)
        where T : notnull
    {
        var refusal = outcome.Refusal();
        Assert.Equal((status, code), (refusal.Status, refusal.Error));
    }
}
