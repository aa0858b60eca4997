using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;
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

namespace Gatehouse.Server.Seeding;

/// <summary>Rows that a tenant begins with, put into the context (contract/management-apps-resources-roles.md 4). They share one time of creation.</summary>
/// <param name="tenantId">Whose rows they are; not always the tenant of the context.</param>
internal sealed class TenantContent(GatehouseDb db, string tenantId, DateTime now, Sealer sealer)
{
    /// <summary>The visible role that machine-to-machine applications get for the Management API.</summary>
    public const string ManagementRole = "Logto Management API access";

    public void AddCommon()
    {
        AddKeys();
        AddSetting("adminConsole", """{"signInExperienceCustomized":false,"organizationCreated":false}""");
        AddSetting("idToken", """{"enabledExtendedClaims":["roles","organizations","organization_roles"]}""");
    }

    public void AddKeys()
    {
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

    /// <summary>A tenant of end users.</summary>
    public void AddForUsers()
    {
        AddResource("management-api", "Logto Management API", ApiResource.ManagementIndicator(tenantId));
        AddScope("management-api-all", "management-api", "all", "Everything that the Management API offers");
        AddRole("admin-role", Role.InternalPrefix + "admin", "Applications that administer the tenant", RoleType.MachineToMachine, "management-api-all");
        AddRole(Identifier.Long(), ManagementRole, "Access to all of the Management API", RoleType.MachineToMachine, "management-api-all");
        db.SignInExperiences.Add(new Experience
        {
            TenantId = tenantId,
            Color = JsonText.FromStored("""{"primaryColor":"#6139F6","isDarkModeEnabled":false,"darkPrimaryColor":"#8768F8"}"""),
            Branding = JsonText.EmptyObject,
        });
        db.AccountCenters.Add(new AccountCenterSettings { TenantId = tenantId });
    }

    /// <summary>What tenant <c>admin</c> has for each tenant: its Management API, a role and an application for machines, and an organization.</summary>
    public void AddTenant(string id, string name)
    {
        var scopes = AddApi("Logto Management API for tenant " + id, ApiResource.ManagementIndicator(id), "all");
        AddRole("m-" + id, "machine:mapi:" + id, "Machines that administer tenant " + id, RoleType.MachineToMachine, scopes["all"]);
        AddApplication("m-" + id, "Management API access for " + id, ApplicationType.MachineToMachine, "m-" + id);
        db.Organizations.Add(new Organization { TenantId = tenantId, Id = "t-" + id, Name = "Tenant " + name, CreatedAt = now });
    }

    public Dictionary<string, string> AddApi(string name, string indicator, params string[] scopes)
    {
        var resourceId = Identifier.Long();
        AddResource(resourceId, name, indicator);
        return scopes.ToDictionary(scope => scope, scope => AddScope(Identifier.Long(), resourceId, scope, null));
    }

    public void AddResource(string id, string name, string indicator) =>
        db.Resources.Add(new ApiResource { TenantId = tenantId, Id = id, Name = name, Indicator = indicator });

    public string AddScope(string id, string resourceId, string name, string? description)
    {
        db.Scopes.Add(new ResourceScope { TenantId = tenantId, Id = id, ResourceId = resourceId, Name = name, Description = description, CreatedAt = now });
        return id;
    }

    public void AddRole(string id, string name, string description, RoleType type, params string[] scopeIds)
    {
        db.Roles.Add(new Role { TenantId = tenantId, Id = id, Name = name, Description = description, Type = type });
        foreach (var scopeId in scopeIds)
            db.RoleScopes.Add(new RoleScope { TenantId = tenantId, RoleId = id, ScopeId = scopeId });
    }

    public void AddApplication(
        string id, string name, ApplicationType type, string? roleId, string customClientMetadata = "{}")
    {
        db.Applications.Add(new Application
        {
            TenantId = tenantId,
            Id = id,
            Name = name,
            LegacySecret = sealer.Seal(Identifier.Secret()),
            Type = type,
            CustomClientMetadata = JsonText.FromStored(customClientMetadata),
            CreatedAt = now,
        });
        if (roleId is not null) db.ApplicationRoles.Add(new ApplicationRole { TenantId = tenantId, ApplicationId = id, RoleId = roleId });
    }

    public void AddSetting(string key, string json) =>
        db.TenantSettings.Add(new TenantSetting { TenantId = tenantId, Key = key, Value = JsonText.FromStored(json) });
}
