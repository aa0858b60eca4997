namespace Gatehouse.Server.Data;

/// <summary>The tenant that the current scope (a request, a job's turn) works for. Set once, before the first query.</summary>
internal sealed class CurrentTenant
{
    private string? _id;

    public string Id
    {
        get => _id ?? throw new InvalidOperationException("No tenant was chosen for this scope");
        set => _id = _id is null || _id == value ? value : throw new InvalidOperationException("A scope works for one tenant only");
    }
}
