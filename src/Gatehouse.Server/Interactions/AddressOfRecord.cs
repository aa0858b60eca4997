using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

/// <summary>What a record that was verified brings into the profile of somebody known (contract/experience-api.md 7).</summary>
internal sealed class AddressOfRecord(GatehouseDb db, NewUserProfile newProfile, Snapshots snapshots)
{
    /// <param name="type"><c>email</c>, <c>phone</c> or <c>social</c>: what the record must have verified.</param>
    public async Task<Checked<PendingProfile>> ReadAsync(InteractionState state, string type, string verificationId, CancellationToken ct)
    {
        var record = state.Find(verificationId);
        var fits = (type, record) is ("email", EmailCodeVerification or OneTimeTokenVerification) or ("phone", PhoneCodeVerification) or ("social", SocialVerification);
        if (record is null || !fits) return InteractionRefusals.VerificationNotFound;
        if (!record.IsShown) return InteractionRefusals.VerificationFailed;
        if (AddressGuard.RefuseNew(await snapshots.GetAsync(db.TenantId, ct), record.Email) is { } unwanted) return unwanted;
        return record is SocialVerification social ? await newProfile.AccountOfAsync(social, ct) : await newProfile.OfAsync(record, ct);
    }
}
