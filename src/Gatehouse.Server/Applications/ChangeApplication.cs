using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>Whether any access rule names somebody who exists, inside the change that is under way. Given by the Grants folder.</summary>
internal delegate Task<bool> HasAccessRules(string applicationId, CancellationToken ct);

/// <summary>Gives the internal role of administration to an application or takes it, inside the change that is under way. Given by the Roles folder.</summary>
internal delegate Task<Checked<Done>> SetAdministration(string applicationId, bool isAdmin, CancellationToken ct);

/// <summary>Changes an application (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class ChangeApplication(
    GatehouseDb db, UnitOfWork work, FindApplication find, ProtectedApps protectedApps, HasAccessRules hasAccessRules, SetAdministration setAdministration)
{
    public Task<Checked<Application>> ExecuteAsync(string id, ApplicationFields fields, ApplicationSwitches switches, CancellationToken ct) =>
        work.WriteAsync<Application>("Change.Application.Updated", id, async () =>
        {
            if (!(await find.ToChangeAsync(id, ct)).TryGet(out var application, out var refused)) return refused;
            if (await RefuseAsync(application, fields, switches, ct) is { } problem) return problem;
            fields.ApplyTo(application);
            if (switches.AppLevelAccessControlEnabled is { IsSent: true } control) application.AppLevelAccessControlEnabled = control.Value;
            if (switches.ProtectedAppMetadata is { IsSent: true, Value: { } metadata })
                application.ProtectedAppMetadata = application.ProtectedAppMetadata!.Value.MergedWith(metadata);
            if (switches.IsAdmin is { IsSent: true } admin && !(await setAdministration(id, admin.Value, ct)).TryGet(out _, out refused)) return refused;
            return application;
        }, ct);

    /// <summary>Merged one level deep.</summary>
    public Task<Checked<Application>> MergeCustomDataAsync(string id, JsonText customData, CancellationToken ct) =>
        work.WriteAsync<Application>("Change.Application.CustomDataUpdated", id, async () =>
        {
            if (await db.Applications.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } application) return new Refusal("entity.not_exists", 404);
            application.CustomData = application.CustomData.MergedWith(customData);
            return application;
        }, ct);

    /// <summary>The checks in the contract's order.</summary>
    private async Task<Refusal?> RefuseAsync(Application application, ApplicationFields fields, ApplicationSwitches switches, CancellationToken ct)
    {
        if (application.Type == ApplicationType.SAML) return ApplicationRefusals.UsesSamlApi;
        if (switches.AppLevelAccessControlEnabled is { IsSent: true, Value: true } && !await hasAccessRules(application.Id, ct))
            return NoRules;
        if (application.IsThirdParty && ClientRules.AllowsTokenExchange(fields.CustomClientMetadata)) return ApplicationRefusals.NoTokenExchangeForThirdParties;
        if (fields.CustomClientMetadata.IsSent && ClientRules.IsDeviceFlow(fields.CustomClientMetadata) != ClientRules.IsDeviceFlow(application.CustomClientMetadata))
            return new Refusal("application.device_flow_not_changeable", 422);
        return RefuseProtection(application, switches) ?? ClientRules.RefuseAuthentication(application.Type, fields.OidcClientMetadata);
    }

    private Refusal? RefuseProtection(Application application, ApplicationSwitches switches)
    {
        if (switches.ProtectedAppMetadata is not { IsSent: true, Value: not null }) return null;
        if (application.Type != ApplicationType.Protected) return new Refusal("application.protected_application_only");
        return application.ProtectedAppMetadata is null ? ApplicationRefusals.Misconfigured : protectedApps.RefuseWithoutProvider();
    }

    private static Refusal NoRules { get; } = Refusal.InvalidRequest("access control without any rule would let nobody in") with { Status = 422 };
}
