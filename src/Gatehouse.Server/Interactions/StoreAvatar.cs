using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

/// <summary>Keeps the picture that somebody chooses while registering (contract/experience-api.md 3). It becomes theirs with the form that names its URL.</summary>
internal sealed class StoreAvatar(FindInteraction find, StoreAsset store)
{
    /// <returns>The public URL.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, string? fileName, byte[] content, CancellationToken ct)
    {
        if (!(await find.StateAsync(interactionId, ct)).TryGet(out var state, out var refused)) return refused;
        if (state.Event == InteractionEvent.ForgotPassword) return InteractionRefusals.NotForForgotPassword(400);
        if (state.Event != InteractionEvent.Register) return InteractionRefusals.WrongEvent;
        return await store.PictureAsync(fileName, content, interactionId, ct);
    }
}
