using Gatehouse.Server.Data;

namespace Gatehouse.Server.Resources;

/// <summary>What happens to scopes, as webhooks learn of it (contract/management-webhooks.md 6.2).</summary>
internal static class ScopeEvents
{
    public static ChangeEvent Created(ResourceScope scope) => new("Scope.Created", scope.Id, ScopeObject.Text(scope));

    public static ChangeEvent DataUpdated(ResourceScope scope) => new("Scope.Data.Updated", scope.Id, ScopeObject.Text(scope));

    public static ChangeEvent Deleted(string scopeId) => new("Scope.Deleted", scopeId, null);
}
