using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>What a page shows about the second factors of the user who is identified, without trying to end the interaction.</summary>
internal sealed class DescribeSecondFactors(GatehouseDb db, FindInteraction interactions, FindUser find, JudgeSecondFactor judge, Snapshots snapshots)
{
    /// <summary>404 <c>session.identifier_not_found</c> while nobody is identified.</summary>
    public async Task<Checked<SecondFactorDescription>> ExecuteAsync(string interactionId, CancellationToken ct)
    {
        if (!(await interactions.StateAsync(interactionId, ct)).TryGet(out var state, out var refused)) return refused;
        if (state.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        var situation = await judge.SituationOfAsync(state, user, ct);
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        var available = SecondFactorRule.AvailableTo(settings.Mfa, user);
        var had = MfaFactor.Of(user).Union((state.Mfa ?? PendingMfa.Empty).Factors.Select(factor => factor.Type)).ToList();
        return new SecondFactorDescription
        {
            Available = available,
            MustBeShown = SecondFactorRule.RefuseUnverified(situation) is not null,
            Bindable = [.. MfaFactor.Order.Where(factor => settings.MayBind(factor) && (factor == MfaFactor.WebAuthn || !had.Contains(factor)))],
            IsSkippable = !settings.Mfa.IsMandatory && !situation.OrganizationDemands,
            MaskedEmail = user.PrimaryEmail is { } email ? FactorList.MaskEmail(email) : null,
            MaskedPhone = user.PrimaryPhone is { } phone ? FactorList.MaskPhone(phone) : null,
        };
    }
}

/// <summary>The second factors of a user in an interaction. Factors are named as <see cref="MfaFactor"/> does.</summary>
internal sealed record SecondFactorDescription
{
    /// <summary>What the user can show, the best first.</summary>
    public required IReadOnlyList<string> Available { get; init; }

    /// <summary>One of them is demanded, and none was shown yet.</summary>
    public required bool MustBeShown { get; init; }

    /// <summary>What the tenant takes and the user lacks, the best first. Of passkeys a user may have several.</summary>
    public required IReadOnlyList<string> Bindable { get; init; }

    /// <summary>Binding can be put off.</summary>
    public required bool IsSkippable { get; init; }

    /// <summary>Just enough of the address to know it again; null without one.</summary>
    public string? MaskedEmail { get; init; }

    /// <inheritdoc cref="MaskedEmail"/>
    public string? MaskedPhone { get; init; }
}
