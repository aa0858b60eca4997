using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Seeding;

/// <summary>
/// What an empty database is filled with: the tenants <c>default</c> and <c>admin</c> (contract/management-apps-resources-roles.md 4).
/// All rows of a tenant share one time of creation.
/// </summary>
internal sealed class FreshInstallation(IServiceScopeFactory scopes, Sealer sealer, TimeProvider time)
{
    /// <summary>Does nothing when it was done before. Of several nodes that start at once on an empty database one wins.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        foreach (var tenantId in (string[])[TenantEndpoints.Default, TenantEndpoints.Admin])
        {
            await using var scope = scopes.OfTenant(tenantId);
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            var now = time.GetUtcNow().UtcDateTime;
            if (await db.Tenants.AnyAsync(tenant => tenant.Id == tenantId, ct))
            {
                // Taken away on purpose, after the secret key was lost (SECURITY.md).
                if (!await db.SigningKeys.AnyAsync(ct)) AddKeys(db, now);
                await db.SaveChangesAsync(ct);
                continue;
            }

            db.Tenants.Add(new TenantRow { Id = tenantId, Name = tenantId, CreatedAt = now });
            AddCommon(db, now);
            if (tenantId == TenantEndpoints.Admin) AddAdmin(db, now);
            else AddDefault(db, now);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Another node was faster; if not, the failure is real.
                db.ChangeTracker.Clear();
                if (!await db.Tenants.AnyAsync(tenant => tenant.Id == tenantId, ct)) throw;
            }
        }
    }

    private void AddCommon(GatehouseDb db, DateTime now)
    {
        AddKeys(db, now);
        AddSetting(db, "adminConsole", """{"signInExperienceCustomized":false,"organizationCreated":false}""");
        AddSetting(db, "idToken", """{"enabledExtendedClaims":["roles","organizations","organization_roles"]}""");
    }

    private void AddKeys(GatehouseDb db, DateTime now)
    {
        var tenantId = db.TenantId;
        db.SigningKeys.Add(new SigningKey
        {
            TenantId = tenantId,
            Id = Identifier.Long(),
            Algorithm = SigningAlgorithm.ES256.Name,
            PrivateKey = sealer.Seal(SigningKeys.Generate(SigningAlgorithm.ES256)),
            Status = SigningKeyStatus.Current,
            CreatedAt = now,
        });
        db.CookieKeys.Add(new CookieKey { TenantId = tenantId, Id = Identifier.Long(), Value = sealer.Seal(Identifier.Secret()), CreatedAt = now });
    }

    private static void AddDefault(GatehouseDb db, DateTime now)
    {
        AddResource(db, "management-api", "Logto Management API", ApiResource.ManagementIndicator(db.TenantId));
        AddScope(db, "management-api-all", "management-api", "all", "Everything that the Management API offers", now);
        AddRole(db, "admin-role", Role.InternalPrefix + "admin", "Applications that administer the tenant", RoleType.MachineToMachine, "management-api-all");
        AddRole(db, Identifier.Long(), ManagementRole, "Access to all of the Management API", RoleType.MachineToMachine, "management-api-all");
        db.SignInExperiences.Add(new Experience
        {
            TenantId = db.TenantId,
            Color = JsonText.FromStored("""{"primaryColor":"#6139F6","isDarkModeEnabled":false,"darkPrimaryColor":"#8768F8"}"""),
            Branding = JsonText.EmptyObject,
        });
        db.AccountCenters.Add(new AccountCenterSettings { TenantId = db.TenantId });
    }

    /// <summary>The visible role that machine-to-machine applications get for the Management API.</summary>
    public const string ManagementRole = "Logto Management API access";

    private void AddAdmin(GatehouseDb db, DateTime now)
    {
        var defaultApi = AddApi(db, "Logto Management API for tenant default", ApiResource.ManagementIndicator(TenantEndpoints.Default), now, "all");
        var adminApi = AddApi(db, "Logto Management API for tenant admin", ApiResource.ManagementIndicator(TenantEndpoints.Admin), now, "all");
        var me = AddApi(db, "Logto Me API", "https://admin.logto.app/me", now, "all");
        var cloud = AddApi(db, "Logto Cloud API", "https://cloud.logto.io/api", now,
            "create:tenant", "manage:tenant:self", "send:email", "send:sms", "fetch:custom:jwt", "report:subscription:updates", "create:affiliate", "manage:affiliate");

        AddRole(db, Identifier.Long(), "user", "Everybody who has an account here", RoleType.User, me["all"], cloud["create:tenant"], cloud["manage:tenant:self"]);
        AddRole(db, Identifier.Long(), "default:admin", "Administrators of tenant default", RoleType.User, defaultApi["all"]);
        AddRole(db, "user-manager", AdministratorRoles.NameOf(AdministratorRole.UserManager), "Administrators of users", RoleType.User);
        AddRole(db, "read-only", AdministratorRoles.NameOf(AdministratorRole.ReadOnly), "Administrators who only look", RoleType.User);
        AddRole(db, "auditor", AdministratorRoles.NameOf(AdministratorRole.Auditor), "Administrators who read users and logs", RoleType.User);
        AddRole(db, "m-default", "machine:mapi:default", "Machines that administer tenant default", RoleType.MachineToMachine, defaultApi["all"]);
        AddRole(db, "m-admin", "machine:mapi:admin", "Machines that administer tenant admin", RoleType.MachineToMachine, adminApi["all"]);
        var tenantApplication = Identifier.Long();
        AddRole(db, tenantApplication, "tenantApplication", "The tenants' own machines", RoleType.MachineToMachine,
            cloud["send:email"], cloud["send:sms"], cloud["fetch:custom:jwt"], cloud["report:subscription:updates"]);

        AddApplication(db, "admin-console", "Admin Console", ApplicationType.SPA, now, null);
        AddApplication(db, "m-default", "Management API access for default", ApplicationType.MachineToMachine, now, "m-default");
        AddApplication(db, "m-admin", "Management API access for admin", ApplicationType.MachineToMachine, now, "m-admin");
        AddApplication(db, Identifier.Long(), "Cloud Service", ApplicationType.MachineToMachine, now, tenantApplication, """{"tenantId":"default"}""");
        AddOrganizationTemplate(db, now);

        db.SignInExperiences.Add(new Experience
        {
            TenantId = db.TenantId,
            Color = JsonText.FromStored("""{"primaryColor":"#6139F6","isDarkModeEnabled":true,"darkPrimaryColor":"#8768F8"}"""),
            Branding = JsonText.EmptyObject,
            SignInMode = "Register",
            Mfa = JsonText.FromStored("""{"factors":["Totp","WebAuthn","BackupCode"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"Mandatory"}"""),
        });
        db.AccountCenters.Add(new AccountCenterSettings
        {
            TenantId = db.TenantId,
            Enabled = true,
            Fields = JsonText.Write(writer =>
            {
                writer.WriteStartObject();
                foreach (var field in (string[])["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa"])
                    writer.WriteString(field, "Edit");
                writer.WriteEndObject();
            }),
            ProfileFields = JsonText.FromStored("""[{"name":"name"},{"name":"avatar"}]"""),
        });
    }

    private static void AddOrganizationTemplate(GatehouseDb db, DateTime now)
    {
        string[] scopes = ["read:data", "write:data", "delete:data", "read:member", "invite:member", "remove:member", "update:member:role", "manage:tenant"];
        foreach (var name in scopes)
            db.OrganizationScopes.Add(new OrganizationScope { TenantId = db.TenantId, Id = ScopeId(name), Name = name });
        AddOrganizationRole(db, "admin", "May do everything in the tenant", scopes);
        AddOrganizationRole(db, "collaborator", "May work with the tenant's data", scopes[..4]);
        foreach (var tenantId in (string[])[TenantEndpoints.Default, TenantEndpoints.Admin])
            db.Organizations.Add(new Organization { TenantId = db.TenantId, Id = "t-" + tenantId, Name = "Tenant " + tenantId, CreatedAt = now });
    }

    private static string ScopeId(string name) => name.Replace(':', '-');

    private static void AddOrganizationRole(GatehouseDb db, string id, string description, IEnumerable<string> scopes)
    {
        db.OrganizationRoles.Add(new OrganizationRole { TenantId = db.TenantId, Id = id, Name = id, Description = description, Type = "User" });
        foreach (var scope in scopes)
            db.OrganizationRoleScopes.Add(new OrganizationRoleScope { TenantId = db.TenantId, OrganizationRoleId = id, OrganizationScopeId = ScopeId(scope) });
    }

    private static Dictionary<string, string> AddApi(GatehouseDb db, string name, string indicator, DateTime now, params string[] scopes)
    {
        var resourceId = Identifier.Long();
        AddResource(db, resourceId, name, indicator);
        return scopes.ToDictionary(scope => scope, scope => AddScope(db, Identifier.Long(), resourceId, scope, null, now));
    }

    private static void AddResource(GatehouseDb db, string id, string name, string indicator) =>
        db.Resources.Add(new ApiResource { TenantId = db.TenantId, Id = id, Name = name, Indicator = indicator });

    private static string AddScope(GatehouseDb db, string id, string resourceId, string name, string? description, DateTime now)
    {
        db.Scopes.Add(new ResourceScope { TenantId = db.TenantId, Id = id, ResourceId = resourceId, Name = name, Description = description, CreatedAt = now });
        return id;
    }

    private static void AddRole(GatehouseDb db, string id, string name, string description, RoleType type, params string[] scopeIds)
    {
        db.Roles.Add(new Role { TenantId = db.TenantId, Id = id, Name = name, Description = description, Type = type });
        foreach (var scopeId in scopeIds)
            db.RoleScopes.Add(new RoleScope { TenantId = db.TenantId, RoleId = id, ScopeId = scopeId });
    }

    private void AddApplication(
        GatehouseDb db, string id, string name, ApplicationType type, DateTime now, string? roleId, string customClientMetadata = "{}")
    {
        db.Applications.Add(new Application
        {
            TenantId = db.TenantId,
            Id = id,
            Name = name,
            LegacySecret = sealer.Seal(Identifier.Secret()),
            Type = type,
            CustomClientMetadata = JsonText.FromStored(customClientMetadata),
            CreatedAt = now,
        });
        if (roleId is not null) db.ApplicationRoles.Add(new ApplicationRole { TenantId = db.TenantId, ApplicationId = id, RoleId = roleId });
    }

    private static void AddSetting(GatehouseDb db, string key, string json) =>
        db.TenantSettings.Add(new TenantSetting { TenantId = db.TenantId, Key = key, Value = JsonText.FromStored(json) });
}
