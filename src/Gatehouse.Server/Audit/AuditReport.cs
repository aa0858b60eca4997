namespace Gatehouse.Server.Audit;

/// <summary>What a verification of the audit log saw.</summary>
internal sealed class AuditReport
{
    private readonly List<string> _findings = [];

    public long Seals { get; set; }

    /// <summary>Entries that are there and sealed.</summary>
    public long Entries { get; set; }

    /// <summary>Entries that retention took.</summary>
    public long Purged { get; set; }

    /// <summary>Entries of the last minutes, which nothing protects yet.</summary>
    public long Unsealed { get; set; }

    /// <summary>The digest of the last seal, to be noted outside of the server; empty without any seal.</summary>
    public string Head { get; set; } = "";

    public bool HasExpectedHead { get; set; }

    /// <summary>What is wrong; empty: nothing.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public void Find(string finding) => _findings.Add(finding);
}
