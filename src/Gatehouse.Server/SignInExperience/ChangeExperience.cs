using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Changes how a tenant's sign-in looks and what it asks for (contract/management-misc.md 4).</summary>
internal sealed class ChangeExperience(
    GatehouseDb db, UnitOfWork work, FindConnectorKinds findConnectors, FindUsernameConflicts findConflicts, CompareUsernames compareUsernames,
    BuiltInPhrases phrases, TimeProvider time)
{
    /// <summary>How many conflicting usernames a refusal tells in full.</summary>
    private const int MostSamples = 20;

    public async Task<Checked<Experience>> ExecuteAsync(ExperienceChange change, CancellationToken ct)
    {
        if (change.IsEmpty) return new Refusal("entity.invalid_input", 422);
        var connectors = await findConnectors(ct);
        return await work.WriteAsync<Experience>("Change.SignInExperience.Updated", "default", async () =>
        {
            var experience = await db.SignInExperiences.SingleAsync(ct);
            var languages = phrases.Languages.Concat(await db.CustomPhrases.Select(phrase => phrase.LanguageTag).ToListAsync(ct)).ToHashSet();
            var fields = await db.CustomProfileFields.Select(field => field.Name).ToListAsync(ct);
            var caseCounted = experience.UsernamesAreCaseSensitive;
            change.ApplyTo(experience, connectors.SocialTargets, time.GetUtcNow().UtcDateTime);
            if (ExperienceRules.Refuse(experience, change, connectors, languages, fields) is { } refused) return refused;
            if (experience.UsernamesAreCaseSensitive != caseCounted && await RefuseConflictsAsync(experience.UsernamesAreCaseSensitive, ct) is { } conflict)
                return conflict;
            return experience;
        }, ct);
    }

    /// <summary>What the settings would be with a change, before anybody asks whether they make sense together. Nothing is saved.</summary>
    public async Task<Experience> PreviewAsync(ExperienceChange change, CancellationToken ct)
    {
        var experience = await db.SignInExperiences.AsNoTracking().SingleAsync(ct);
        change.ApplyTo(experience, (await findConnectors(ct)).SocialTargets, time.GetUtcNow().UtcDateTime);
        return experience;
    }

    /// <summary>Names that were different ones until now can't become one.</summary>
    private async Task<Refusal?> RefuseConflictsAsync(bool caseCounts, CancellationToken ct)
    {
        if (!caseCounts && await findConflicts(MostSamples, ct) is { Total: > 0 } conflicts)
            return new Refusal("sign_in_experiences.username_policy_case_conflicts_exist", 409) { Data = conflicts.Text };
        compareUsernames(caseCounts);
        return null;
    }
}
