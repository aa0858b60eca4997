using Gatehouse.Server.Connectors;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>Whom a verified record names (contract/experience-api.md 5 steps 4 and 5).</summary>
internal sealed class FindRecordOwner(GatehouseDb db, FindUser find, UserIdentifiers identifiers, SocialIdentities identities, Snapshots snapshots)
{
    /// <param name="linksSocialIdentity">A social account that nobody has is to become that of the user with its number or address.</param>
    public async Task<Checked<RecordOwner>> ExecuteAsync(VerificationRecord record, bool linksSocialIdentity, CancellationToken ct)
    {
        if (!record.IsShown) return InteractionRefusals.VerificationFailed;
        switch (record)
        {
            case PasswordVerification password:
                // The end of the interaction changes the same user, often in the same unit.
                return (await find.ToChangeAsync(password.UserId, ct)).TryGet(out var owner, out _) ? new RecordOwner(owner) : InteractionRefusals.UserNotFound(password.Identifier);
            case EmailCodeVerification or PhoneCodeVerification:
                return await OfAddressAsync(((CodeVerification)record).Identifier, ct);
            case OneTimeTokenVerification token:
                if (!(await OfAddressAsync(token.Identifier, ct)).TryGet(out var invited, out var refused)) return refused;
                return token.OrganizationIds() is { Count: > 0 } organizations ? invited with { Gets = new PendingProfile { JitOrganizationIds = organizations } } : invited;
            case SocialVerification social:
                return await OfSocialAsync(social, linksSocialIdentity, ct);
            case PasskeySignInVerification passkey:
                return await OfPasskeyAsync(passkey, ct);
            default:
                return InteractionRefusals.VerificationFailed;
        }
    }

    /// <summary>Whoever belongs to an enterprise signs in there, and with nothing beside it.</summary>
    private async Task<Checked<RecordOwner>> OfPasskeyAsync(PasskeySignInVerification passkey, CancellationToken ct)
    {
        if (await db.UserSsoIdentities.AnyAsync(identity => identity.UserId == passkey.UserId, ct)) return PasskeyRefusals.EnterpriseUser;
        return (await find.ToReadAsync(passkey.UserId, ct)).TryGet(out var owner, out var missing) ? new RecordOwner(owner) : missing;
    }

    private async Task<Checked<RecordOwner>> OfAddressAsync(SignInIdentifier identifier, CancellationToken ct) =>
        await identifiers.FindOwnerAsync(identifier.Type, identifier.Value, ct) is { } user ? new RecordOwner(user) : InteractionRefusals.UserNotFound(identifier);

    private async Task<Checked<RecordOwner>> OfSocialAsync(SocialVerification social, bool links, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(social.ConnectorId) is not { } connector) return ConnectorRefusals.NotFound;
        var info = social.UserInfo!;
        var synced = connector.SyncsProfile ? new PendingProfile { Name = info.Name, Avatar = info.Avatar } : null;
        if (await identities.FindOwnerAsync(connector.Target, info.Id, ct) is { } owner) return new RecordOwner(owner) { Gets = synced };
        var related = await FindRelatedAsync(info, ct);
        if (!links) return InteractionRefusals.IdentityNotFound(related?.Identifier);
        if (related is not { } found) return UserRefusals.IdentityNotFound;
        var linked = new PendingProfile { SocialIdentity = new PendingSocialIdentity(connector.Id, connector.Target, info) };
        return new RecordOwner(found.User) { Gets = synced is null ? linked : synced.MergedWith(linked) };
    }

    /// <summary>The user who has the number or the address that the provider vouches for.</summary>
    private async Task<(User User, SignInIdentifier Identifier)?> FindRelatedAsync(SocialUserInfo info, CancellationToken ct)
    {
        SignInIdentifier?[] candidates = [Of("phone", info.Phone), Of("email", info.Email)];
        foreach (var identifier in candidates.OfType<SignInIdentifier>())
        {
            if (await identifiers.FindOwnerAsync(identifier.Type, identifier.Value, ct) is { } user) return (user, identifier);
        }

        return null;

        static SignInIdentifier? Of(string type, string? value) => value is null ? null : new SignInIdentifier(type, value);
    }
}

/// <param name="User">As read, not to change.</param>
internal sealed record RecordOwner(User User)
{
    /// <summary>What the user is to get at submit; null: nothing.</summary>
    public PendingProfile? Gets { get; init; }
}
