using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What a change says of the account centre; what is not sent stays as it is.</summary>
internal sealed record AccountCenterChange
{
    public Optional<bool> Enabled { get; init; }

    /// <summary>All of the map: a field that is not in it is off.</summary>
    public Optional<JsonText> Fields { get; init; }

    public Optional<IReadOnlyList<string>> WebauthnRelatedOrigins { get; init; }

    public Optional<string?> DeleteAccountUrl { get; init; }

    public Optional<string?> CustomCss { get; init; }

    /// <summary>Names of custom profile fields.</summary>
    public Optional<IReadOnlyList<string>?> ProfileFields { get; init; }

    public bool IsEmpty => this == new AccountCenterChange();

    public void ApplyTo(AccountCenterSettings settings)
    {
        if (Enabled.IsSent) settings.Enabled = Enabled.Value;
        if (Fields.IsSent) settings.Fields = Fields.Value;
        if (WebauthnRelatedOrigins.IsSent) settings.WebauthnRelatedOrigins = JsonText.Strings(WebauthnRelatedOrigins.Value);
        if (DeleteAccountUrl.IsSent) settings.DeleteAccountUrl = DeleteAccountUrl.Value is { Length: > 0 } url ? url : null;
        if (CustomCss.IsSent) settings.CustomCss = CustomCss.Value is { Length: > 0 } css ? css : null;
        if (ProfileFields.IsSent) settings.ProfileFields = ProfileFieldNames.Text(ProfileFields.Value);
    }
}

/// <summary>Changes what users may see and change of their own account (contract/management-misc.md 5).</summary>
internal sealed class ChangeAccountCenter(GatehouseDb db, UnitOfWork work)
{
    public async Task<Checked<AccountCenterSettings>> ExecuteAsync(AccountCenterChange change, CancellationToken ct)
    {
        if (change.IsEmpty) return new Refusal("entity.invalid_input", 422);
        return await work.WriteAsync<AccountCenterSettings>("Change.AccountCenter.Updated", "default", async () =>
        {
            if (change.ProfileFields is { IsSent: true, Value: { } names }
                && ProfileFieldNames.RefuseUnknown(names, await db.CustomProfileFields.Select(field => field.Name).ToListAsync(ct)) is { } unknown)
                return unknown;
            var settings = await db.AccountCenters.SingleAsync(ct);
            change.ApplyTo(settings);
            return settings;
        }, ct);
    }
}
