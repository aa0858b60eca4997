using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Codes;

/// <summary>Sends a code in the language of the page and keeps in mind where to.</summary>
internal sealed class SendToVisitor(ChooseEvent events, SendCode send)
{
    /// <summary>Begins what the way is for. What was done before in the interaction is forgotten.</summary>
    /// <returns>Null: the code is sent, and the browser is on its way to the page that takes it.</returns>
    public async Task<Refusal?> BeginAsync(PageVisit visit, CodeWay way, SignInIdentifier identifier)
    {
        if (way.Purpose is { } purpose
            && !(await events.BeginAsync(visit.InteractionId, purpose, visit.CaptchaToken, visit.Aborted)).TryGet(out _, out var refused)) return refused;
        return await SendAsync(visit, way, identifier);
    }

    /// <inheritdoc cref="BeginAsync"/>
    /// <summary>Another code in an interaction that goes on.</summary>
    public async Task<Refusal?> SendAsync(PageVisit visit, CodeWay way, SignInIdentifier identifier)
    {
        var purpose = way.Purpose ?? InteractionState.Of(visit.Interaction!)?.Event ?? InteractionEvent.SignIn;
        if (!(await send.ExecuteAsync(visit.InteractionId, identifier, purpose, visit.Frame.Texts.Language, visit.Aborted)).TryGet(out _, out var refused)) return refused;
        visit.Keep(identifier);
        visit.GoOn(way.Path);
        return null;
    }
}
