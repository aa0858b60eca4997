using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>What the console remembers of a tenant's first steps (contract/management-misc.md 3).</summary>
internal static class AdminConsoleFields
{
    private static readonly Schema<JsonText> Flag = Schemas.Flag.AsSent();
    private static readonly Schema<JsonText> Migration = Schemas.ObjectOf(
        Schemas.Flag.Required("isPaidTenant"), Schemas.Text.Required("tag"), Schemas.Number.Optional("readAt"));
    private static readonly Schema<JsonText> Charges = Schemas.ObjectOf(
        Schemas.Flag.Optional("token"), Schemas.Flag.Optional("apiResource"), Schemas.Flag.Optional("machineToMachineApp"), Schemas.Flag.Optional("tenantMember"));

    public static IReadOnlyList<Field<JsonText>> All { get; } =
    [
        Flag.Optional("signInExperienceCustomized"), Flag.Optional("organizationCreated"),
        Migration.Optional("developmentTenantMigrationNotification"), Charges.Optional("checkedChargeNotification"),
    ];

    public static ObjectSchema Shape { get; } = new(
        Flag.Required("signInExperienceCustomized"), Flag.Required("organizationCreated"),
        Migration.Optional("developmentTenantMigrationNotification"), Charges.Optional("checkedChargeNotification"));
}
