using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// The events for what the contract's 29 leave out (docs/webhooks.md): every change that is audited under one of these keys is one, whoever
/// makes it. A hook gets them only when it names them.
/// </summary>
internal static class OwnEvents
{
    /// <summary>A user signed out, at whatever end of a session. Announced where it happens: it is no change of the Management API.</summary>
    public const string SessionEnded = "Session.Ended";

    private static readonly (string Event, string[] AuditKeys)[] Table =
    [
        ("User.Roles.Updated", ["User.RolesAdded", "User.RolesReplaced", "User.RoleRemoved"]),
        ("User.Identities.Updated", ["User.IdentityLinked", "User.IdentityUnlinked"]),
        ("User.MfaVerifications.Updated", ["User.MfaVerificationCreated", "User.MfaVerificationDeleted"]),
        ("User.PersonalAccessTokens.Updated", ["User.PersonalAccessTokenCreated", "User.PersonalAccessTokenRenamed", "User.PersonalAccessTokenDeleted"]),
        ("User.PasswordExpiration.Updated", ["User.PasswordExpired"]),
        ("UserInvitation.Created", ["UserInvitation.Created"]),
        ("UserInvitation.Accepted", ["UserInvitation.Accepted"]),
        ("UserInvitation.Revoked", ["UserInvitation.Revoked"]),
        ("Session.Revoked", ["User.SessionRevoked"]),
        ("Grant.Revoked", ["User.GrantRevoked"]),
        ("Role.Users.Updated", ["Role.UsersAdded", "Role.UserRemoved"]),
        ("Role.Applications.Updated", ["Role.ApplicationsAdded", "Role.ApplicationRemoved"]),
        ("Application.Created", ["Application.Created"]),
        ("Application.Deleted", ["Application.Deleted"]),
        ("Application.Data.Updated", ["Application.Updated", "Application.CustomDataUpdated", "Application.AccessRulesReplaced"]),
        ("Application.Secrets.Updated", ["Application.SecretAdded", "Application.SecretRenamed", "Application.SecretDeleted", "Application.LegacySecretDeleted"]),
        ("Application.Roles.Updated", ["Application.RolesAdded", "Application.RolesReplaced", "Application.RoleRemoved"]),
        ("Application.ConsentScopes.Updated", ["Application.ConsentScopesAdded", "Application.ConsentScopeRemoved"]),
        ("Resource.Created", ["Resource.Created"]),
        ("Resource.Deleted", ["Resource.Deleted"]),
        ("Resource.Data.Updated", ["Resource.Updated", "Resource.DefaultSet"]),
        ("Organization.MemberRoles.Updated",
            ["Organization.UserRolesAdded", "Organization.UserRolesAssigned", "Organization.UserRolesReplaced", "Organization.UserRoleRemoved"]),
        ("Organization.ApplicationRoles.Updated",
            ["Organization.ApplicationRolesAdded", "Organization.ApplicationRolesAssigned", "Organization.ApplicationRolesReplaced", "Organization.ApplicationRoleRemoved"]),
        ("Organization.Jit.Updated",
        [
            "Organization.JitEmailDomainAdded", "Organization.JitEmailDomainRemoved", "Organization.JitEmailDomainsReplaced", "Organization.JitRoleRemoved",
            "Organization.JitRolesAdded", "Organization.JitRolesReplaced", "Organization.JitSsoConnectorRemoved", "Organization.JitSsoConnectorsAdded",
            "Organization.JitSsoConnectorsReplaced",
        ]),
        ("OrganizationInvitation.Created", ["OrganizationInvitation.Created"]),
        ("OrganizationInvitation.Accepted", ["OrganizationInvitation.Accepted"]),
        ("OrganizationInvitation.Revoked", ["OrganizationInvitation.Revoked"]),
        ("OrganizationInvitation.Deleted", ["OrganizationInvitation.Deleted"]),
    ];

    private static readonly FrozenDictionary<string, string> ByAuditKey = Table
        .SelectMany(row => row.AuditKeys, (row, key) => KeyValuePair.Create("Change." + key, row.Event)).ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Event), SessionEnded];

    /// <summary>What the audit keys stand for that are events, for tests.</summary>
    public static IEnumerable<string> AuditKeys => ByAuditKey.Keys;

    public static ChangeEvent? Of(string auditKey, string subject, IReadOnlyList<EntityEntry> changed) =>
        ByAuditKey.GetValueOrDefault(auditKey) is { } name ? new ChangeEvent(name, subject, Data(auditKey, subject, changed)) : null;

    private static JsonText Data(string auditKey, string subject, IReadOnlyList<EntityEntry> changed) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", subject);
        json.WriteString("action", auditKey[(auditKey.LastIndexOf('.') + 1)..]);
        Write(json, "added", changed, EntityState.Added);
        Write(json, "changed", changed, EntityState.Modified);
        Write(json, "removed", changed, EntityState.Deleted);
        json.WriteEndObject();
    });

    /// <summary>The keys of the rows: ids, never what the rows hold.</summary>
    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<EntityEntry> changed, EntityState state)
    {
        var rows = changed.Where(entry => entry.State == state && entry.Metadata.FindAnnotation(TableNotes.Silent) is null).ToList();
        if (rows.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            foreach (var property in row.Properties.Where(IsId)) json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name), property.CurrentValue as string);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsId(PropertyEntry property) => property.Metadata.IsPrimaryKey() && property.Metadata.Name is not ("TenantId" or "Digest")
        && property.CurrentValue is string && property.Metadata.ClrType != typeof(SealedText) && property.Metadata.FindAnnotation(TableNotes.Secret) is null;
}
