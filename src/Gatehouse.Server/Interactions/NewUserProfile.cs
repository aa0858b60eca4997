using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>What a record brings to whoever registers with it (contract/experience-api.md 6).</summary>
internal sealed class NewUserProfile(GatehouseDb db, UserIdentifiers identifiers, Snapshots snapshots)
{
    /// <summary>400 <c>session.verification_failed</c> for a record that is not verified, or that can make nobody.</summary>
    public async Task<Checked<PendingProfile>> OfAsync(VerificationRecord record, CancellationToken ct)
    {
        if (!record.IsShown) return InteractionRefusals.VerificationFailed;
        return record switch
        {
            NewPasswordIdentity identity => new PendingProfile
            {
                Username = identity.Identifier.Value, PasswordAlgorithm = identity.PasswordAlgorithm, PasswordDigest = identity.PasswordDigest,
            },
            EmailCodeVerification code => new PendingProfile { PrimaryEmail = code.Identifier.Value },
            PhoneCodeVerification code => new PendingProfile { PrimaryPhone = code.Identifier.Value },
            OneTimeTokenVerification token => new PendingProfile
            {
                PrimaryEmail = token.Identifier.Value, JitOrganizationIds = token.OrganizationIds() is { Count: > 0 } ids ? ids : null,
            },
            SocialVerification social => await OfSocialAsync(social, ct),
            _ => InteractionRefusals.VerificationFailed,
        };
    }

    /// <summary>The account alone, for a user who has a profile.</summary>
    public async Task<Checked<PendingProfile>> AccountOfAsync(SocialVerification social, CancellationToken ct)
    {
        if (social.UserInfo is not { } info) return InteractionRefusals.VerificationFailed;
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(social.ConnectorId) is not { } connector) return ConnectorRefusals.NotFound;
        return new PendingProfile { SocialIdentity = new PendingSocialIdentity(connector.Id, connector.Target, info) };
    }

    /// <summary>An address or number that another user has is left out: nobody learns of it, and it does not stand in the way.</summary>
    private async Task<Checked<PendingProfile>> OfSocialAsync(SocialVerification social, CancellationToken ct)
    {
        if (!(await AccountOfAsync(social, ct)).TryGet(out var account, out var refused)) return refused;
        var info = social.UserInfo!;
        return account with
        {
            Name = info.Name,
            Avatar = info.Avatar,
            PrimaryEmail = await identifiers.EmailConflictAsync(info.Email, ownId: null, ct) is null ? info.Email : null,
            PrimaryPhone = UserIdentifiers.TryReadPhone(info.Phone, out var phone) && await identifiers.PhoneConflictAsync(info.Phone, ownId: null, ct) is null ? phone : null,
        };
    }
}
