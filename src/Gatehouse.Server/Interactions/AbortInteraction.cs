using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

/// <summary>The user gives up: the provider tells the client so when the browser comes back (contract/oidc.md 8.2).</summary>
internal sealed class AbortInteraction(UnitOfWork work, FindInteraction find)
{
    public Task<Checked<Done>> ExecuteAsync(string interactionId, CancellationToken ct) =>
        // The contract has no audit key for this; the end of the interaction, which follows, has one.
        work.WriteAsync<Done>(_ => null, async () =>
        {
            if (!(await find.ToChangeAsync(interactionId, ct)).TryGet(out var interaction, out var missing)) return missing;
            interaction.Result = new InteractionResult { Error = "oidc.aborted" }.ToStored();
            return new Done();
        }, ct);
}
