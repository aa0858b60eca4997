namespace Gatehouse.Server.Console.AuditLog;

/// <summary>The pages about the audit log.</summary>
internal static class AuditSection
{
    public static ConsoleRoutes MapAuditLog(this ConsoleRoutes routes) => routes
        .Page<AuditListPage>(AuditListPage.Path)
        .Page<AuditExportPage>(AuditExportPage.Path)
        .Page<AuditEntryPage>("/audit-log/{entryId}");
}
