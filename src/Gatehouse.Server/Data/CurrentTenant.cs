namespace Gatehouse.Server.Data;

/// <summary>The tenant that the current scope (a request, a job's turn) works for. Set once, before the first query.</summary>
internal sealed class CurrentTenant
{
    private string? id;

    public string Id
    {
        get => id ?? throw new InvalidOperationException("No tenant was chosen for this scope");
        set => id = id is null || id == value ? value : throw new InvalidOperationException("A scope works for one tenant only");
    }
}
