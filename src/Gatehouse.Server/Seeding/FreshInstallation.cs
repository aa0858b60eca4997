using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Administrators;
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
            var content = new TenantContent(db, tenantId, now, sealer);
            if (await db.Tenants.AnyAsync(tenant => tenant.Id == tenantId, ct))
            {
                // Taken away on purpose, after the secret key was lost (SECURITY.md).
                if (!await db.SigningKeys.AnyAsync(ct)) content.AddKeys();
                await db.SaveChangesAsync(ct);
                continue;
            }

            db.Tenants.Add(new TenantRow { Id = tenantId, Name = tenantId, CreatedAt = now });
            content.AddCommon();
            if (tenantId == TenantEndpoints.Admin) AddAdmin(db, content, now);
            else content.AddForUsers();
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

    private static void AddAdmin(GatehouseDb db, TenantContent content, DateTime now)
    {
        var defaultApi = content.AddApi("Logto Management API for tenant default", ApiResource.ManagementIndicator(TenantEndpoints.Default), "all");
        var adminApi = content.AddApi("Logto Management API for tenant admin", ApiResource.ManagementIndicator(TenantEndpoints.Admin), "all");
        var me = content.AddApi("Logto Me API", "https://admin.logto.app/me", "all");
        var cloud = content.AddApi("Logto Cloud API", "https://cloud.logto.io/api",
            "create:tenant", "manage:tenant:self", "send:email", "send:sms", "fetch:custom:jwt", "report:subscription:updates", "create:affiliate", "manage:affiliate");

        content.AddRole(Identifier.Long(), "user", "Everybody who has an account here", RoleType.User, me["all"], cloud["create:tenant"], cloud["manage:tenant:self"]);
        content.AddRole(Identifier.Long(), "default:admin", "Administrators of tenant default", RoleType.User, defaultApi["all"]);
        content.AddRole("user-manager", AdministratorRoles.NameOf(AdministratorRole.UserManager), "Administrators of users", RoleType.User);
        content.AddRole("read-only", AdministratorRoles.NameOf(AdministratorRole.ReadOnly), "Administrators who only look", RoleType.User);
        content.AddRole("auditor", AdministratorRoles.NameOf(AdministratorRole.Auditor), "Administrators who read users and logs", RoleType.User);
        content.AddRole("m-default", "machine:mapi:default", "Machines that administer tenant default", RoleType.MachineToMachine, defaultApi["all"]);
        content.AddRole("m-admin", "machine:mapi:admin", "Machines that administer tenant admin", RoleType.MachineToMachine, adminApi["all"]);
        var tenantApplication = Identifier.Long();
        content.AddRole(tenantApplication, "tenantApplication", "The tenants' own machines", RoleType.MachineToMachine,
            cloud["send:email"], cloud["send:sms"], cloud["fetch:custom:jwt"], cloud["report:subscription:updates"]);

        content.AddApplication("admin-console", "Admin Console", ApplicationType.SPA, null);
        content.AddApplication("m-default", "Management API access for default", ApplicationType.MachineToMachine, "m-default");
        content.AddApplication("m-admin", "Management API access for admin", ApplicationType.MachineToMachine, "m-admin");
        content.AddApplication(Identifier.Long(), "Cloud Service", ApplicationType.MachineToMachine, tenantApplication, """{"tenantId":"default"}""");
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

}
