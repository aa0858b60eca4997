using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>The events that are ours follow from audit keys (docs/webhooks.md).</summary>
public sealed class OwnEventNameTests
{
    [Fact]
    public void Every_event_belongs_to_an_audit_key_that_something_writes()
    {
        // Written with the verbs in one place or put together: the last part stands there in any case.
        var texts = SourceTree.Server.Where(file => file.Path != "Webhooks/OwnEvents.cs").Select(file => file.Text).ToList();
        Assert.All(OwnEvents.AuditKeys, key => Assert.Contains(texts, text => text.Contains($"\"{key}\"", StringComparison.Ordinal)));
        Assert.Empty(OwnEvents.Names.Intersect(HookEvents.Contract));
        Assert.All(OwnEvents.Names, name => Assert.InRange(name.Length, 1, 64));
    }
}
