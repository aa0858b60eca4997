using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Interactions;

/// <summary>Sends the user to a social provider (contract/experience-api.md 4.3).</summary>
internal sealed class BeginSocial(InteractionSteps steps, AskProvider ask)
{
    private const string Step = "Verification.Social.Create";

    /// <param name="state">The caller's, who recognises the answer by it.</param>
    /// <param name="redirectUri">Where the provider sends the browser back to.</param>
    public async Task<Checked<BegunSocial>> ExecuteAsync(string interactionId, string connectorId, string state, string redirectUri, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        if (!(await ask.ExecuteAsync(connectorId, state, redirectUri, keepsSession: true, scope: null, ct)).TryGet(out var question, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, userId: null, ct);
            return refused;
        }

        var record = new SocialVerification(Identifier.Long(), connectorId) { ProviderSession = question.Session.ToStored() };
        return await steps.TakeAsync<BegunSocial>(interactionId, Step, step =>
        {
            step.State = step.State.With(record);
            return Task.FromResult<Checked<BegunSocial>>(new BegunSocial(question.Url, record.Id));
        }, ct);
    }
}

/// <param name="AuthorizationUri">Where the browser goes.</param>
internal sealed record BegunSocial(string AuthorizationUri, string VerificationId);
