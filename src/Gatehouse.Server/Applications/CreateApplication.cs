using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Applications;

/// <summary>Makes an application; one that can keep a secret gets its first (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class CreateApplication(GatehouseDb db, UnitOfWork work, ProtectedApps protectedApps, Sealer sealer, TimeProvider time)
{
    private const string FirstSecret = "Default secret";

    /// <param name="fields">With a name.</param>
    public async Task<Checked<Application>> ExecuteAsync(NewApplication made, ApplicationFields fields, CancellationToken ct)
    {
        if (Refuse(made, fields) is { } refused) return refused;
        var id = Identifier.Long();
        return await work.WriteAsync<Application>("Change.Application.Created", id, () =>
        {
            var application = new Application
            {
                TenantId = db.TenantId,
                Id = id,
                Name = fields.Name.Value,
                Type = made.Type,
                IsThirdParty = made.IsThirdParty,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            fields.ApplyTo(application);
            if (made.Protected is { } place && made.Type == ApplicationType.Protected) ProtectedApps.Describe(application, place);
            if (ClientRules.KeepsSecrets(made.Type)) application.Secrets.Add(NewSecret(application));
            db.Applications.Add(application);
            return Task.FromResult<Checked<Application>>(application);
        }, ct);
    }

    /// <summary>The checks in the contract's order.</summary>
    private Refusal? Refuse(NewApplication made, ApplicationFields fields)
    {
        if (made.Type == ApplicationType.SAML) return ApplicationRefusals.UsesSamlApi;
        var settings = fields.CustomClientMetadata;
        if (ClientRules.IsDeviceFlow(settings) && made.Type != ApplicationType.Native) return new Refusal("application.device_flow_native_only", 422);
        if (made.Type == ApplicationType.Protected && made.Protected is null) return new Refusal("application.protected_app_metadata_is_required");
        if (made.IsThirdParty && made.Type is not (ApplicationType.Traditional or ApplicationType.SPA or ApplicationType.Native))
            return new Refusal("application.invalid_third_party_application_type");
        if (made.IsThirdParty && ClientRules.AllowsTokenExchange(settings)) return ApplicationRefusals.NoTokenExchangeForThirdParties;
        if (made.Type == ApplicationType.Protected && protectedApps.Refuse(made.Protected!) is { } refused) return refused;
        return ClientRules.RefuseAuthentication(made.Type, fields.OidcClientMetadata);
    }

    private ApplicationSecret NewSecret(Application application) => new()
    {
        TenantId = application.TenantId,
        ApplicationId = application.Id,
        Name = FirstSecret,
        Value = sealer.Seal(Identifier.Secret()),
        CreatedAt = application.CreatedAt,
    };
}
