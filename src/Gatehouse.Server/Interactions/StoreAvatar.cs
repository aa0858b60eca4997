using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

/// <summary>Keeps the picture that somebody chooses while registering (contract/experience-api.md 3). It becomes theirs with the form that names its URL.</summary>
internal sealed class StoreAvatar(InteractionSteps steps, StoreAsset store)
{
    /// <summary>Files that one interaction may send: whoever registers is nobody yet, and the place for files is everybody's.</summary>
    public const int Most = 10;

    /// <returns>The public URL.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, string? fileName, byte[] content, CancellationToken ct)
    {
        // Counted before it is kept, so that files at the same time are no more than files one after the other.
        var counted = await steps.TakeAsync(interactionId, "UserAssets.Create", step => Task.FromResult(Count(step, AssetTypes.OfPicture(content) is not null)), ct);
        return counted.TryGet(out _, out var refused) ? await store.PictureAsync(fileName, content, interactionId, ct) : refused;
    }

    private static Checked<Done> Count(InteractionStep step, bool isPicture)
    {
        if (step.State.Event == InteractionEvent.ForgotPassword) return InteractionRefusals.NotForForgotPassword(400);
        if (step.State.Event != InteractionEvent.Register) return InteractionRefusals.WrongEvent;
        // What is no picture is refused afterwards, and nothing is kept of it.
        if (!isPicture) return new Done();
        var pictures = step.State.Pictures ?? 0;
        if (pictures >= Most) return InteractionRefusals.TooManyUploads;
        step.State = step.State with { Pictures = pictures + 1 };
        return new Done();
    }
}
