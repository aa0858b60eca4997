using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>Sets how the sign-in of an application differs; what is not sent stays (contract/management-apps-resources-roles.md 1.7).</summary>
internal sealed class ReplaceApplicationExperience(GatehouseDb db, UnitOfWork work, FindApplication find)
{
    /// <returns>The row, and whether it is new.</returns>
    public Task<Checked<(ApplicationExperience Row, bool IsNew)>> ExecuteAsync(string applicationId, ApplicationExperienceFields fields, CancellationToken ct) =>
        work.WriteAsync<(ApplicationExperience, bool)>("Change.ApplicationExperience.Updated", applicationId, async () =>
        {
            if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out _, out var missing)) return missing;
            var known = await db.ApplicationExperiences.SingleOrDefaultAsync(row => row.ApplicationId == applicationId, ct);
            if (known is not null && fields.IsEmpty) return new Refusal("entity.invalid_input", 422);
            var row = known ?? new ApplicationExperience { TenantId = db.TenantId, ApplicationId = applicationId };
            fields.ApplyTo(row);
            if (known is null) db.ApplicationExperiences.Add(row);
            return (row, known is null);
        }, ct);
}

/// <summary>The empty text is none.</summary>
internal sealed record ApplicationExperienceFields
{
    public Optional<JsonText> Color { get; init; }

    public Optional<JsonText> Branding { get; init; }

    public Optional<string?> CustomCss { get; init; }

    public Optional<string?> TermsOfUseUrl { get; init; }

    public Optional<string?> PrivacyPolicyUrl { get; init; }

    public Optional<string?> DisplayName { get; init; }

    public bool IsEmpty => !(Color.IsSent || Branding.IsSent || CustomCss.IsSent || TermsOfUseUrl.IsSent || PrivacyPolicyUrl.IsSent || DisplayName.IsSent);

    public void ApplyTo(ApplicationExperience row)
    {
        if (Color.IsSent) row.Color = Color.Value;
        if (Branding.IsSent) row.Branding = Branding.Value;
        if (CustomCss.IsSent) row.CustomCss = NoneIfEmpty(CustomCss.Value);
        if (TermsOfUseUrl.IsSent) row.TermsOfUseUrl = NoneIfEmpty(TermsOfUseUrl.Value);
        if (PrivacyPolicyUrl.IsSent) row.PrivacyPolicyUrl = NoneIfEmpty(PrivacyPolicyUrl.Value);
        if (DisplayName.IsSent) row.DisplayName = NoneIfEmpty(DisplayName.Value);
    }

    private static string? NoneIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
