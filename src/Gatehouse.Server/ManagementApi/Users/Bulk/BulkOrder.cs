using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>What is done to many users.</summary>
/// <param name="Action">One of <see cref="Actions"/>.</param>
/// <param name="RoleId">For the actions on roles.</param>
/// <param name="Filter">The text that chose the users, to be read by people; null when ids were sent.</param>
internal sealed record BulkOrder(string Action, string? RoleId, string? Filter)
{
    public const string JobType = "users.bulk";
    public const string Suspend = "suspend";
    public const string Reactivate = "reactivate";
    public const string Delete = "delete";
    public const string AssignRole = "assign-role";
    public const string RemoveRole = "remove-role";

    public static IReadOnlyList<string> Actions { get; } = [Suspend, Reactivate, Delete, AssignRole, RemoveRole];

    public bool NeedsRole => Action is AssignRole or RemoveRole;

    public static BulkOrder Of(Job job)
    {
        var parameters = job.Parameters.ToElement();
        return new BulkOrder(parameters.GetProperty("action").GetString()!, parameters.GetProperty("roleId").GetString(), parameters.GetProperty("filter").GetString());
    }

    public JsonText ToParameters() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("action", Action);
        json.WriteString("roleId", RoleId);
        json.WriteString("filter", Filter);
        json.WriteEndObject();
    });
}
