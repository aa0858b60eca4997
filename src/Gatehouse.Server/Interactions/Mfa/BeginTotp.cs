using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Makes a secret for an authenticator app (contract/experience-api.md 4.5). A code of it has to be given before it can be bound.</summary>
internal sealed class BeginTotp(InteractionSteps steps, FindUser find, Sealer sealer)
{
    /// <param name="issuer">The host that the user signs in at, for the app's list.</param>
    public Task<Checked<TotpSetup>> ExecuteAsync(string interactionId, string issuer, CancellationToken ct)
    {
        var secret = TotpSecret.New();
        var key = sealer.Seal(secret).Cipher;
        return steps.TakeAsync<TotpSetup>(interactionId, $"Verification.{TotpVerification.TypeName}.Create", async step =>
        {
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var record = new TotpVerification(Identifier.Long(), userId) { SealedSecret = key };
            step.State = step.State.With(record);
            return new TotpSetup(record.Id, secret, QrCode.DataUrl(TotpSecret.KeyUri(secret, issuer, user.DisplayName)));
        }, ct);
    }
}

/// <summary>What an authenticator app has to learn, shown this once.</summary>
/// <param name="VerificationId">Of the record to verify with a code.</param>
/// <param name="Secret">Base32, for typing.</param>
/// <param name="QrCode">The same for the camera: a PNG in a <c>data:</c> URL.</param>
internal sealed record TotpSetup(string VerificationId, string Secret, string QrCode)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"TotpSetup {{ VerificationId = {VerificationId} }}";
}
