using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes an authorization request as far as it goes without its user, and goes on when the user comes back (contract/oidc.md 7 and 8): ask
/// to sign in, ask to consent, or issue the code. Everything that a turn changes is one transaction.
/// </summary>
internal sealed class AdvanceAuthorization(
    GatehouseDb db, UnitOfWork work, LoginToSession login, UserPermissions permissions, ApplicationAccess access, FinishAuthorization finish,
    AuthorizationAudit audit, GrantLimit limit, Snapshots snapshots, TimeProvider time)
{
    /// <param name="request">One that passed <see cref="AuthorizationChecks"/>.</param>
    /// <param name="sessionValue">The session cookie's value, if the browser sent one.</param>
    /// <param name="pushedDigest">The pushed request that it was read from.</param>
    /// <param name="deviceDigest">The device that it is made for.</param>
    public async Task<AuthorizationAdvance> StartAsync(
        AuthorizationRequest request, string? sessionValue, string? pushedDigest, string? deviceDigest, CancellationToken ct) =>
        await ConcludeAsync(await work.WriteAsync<AuthorizationAdvance>(audit.Of, async () =>
        {
            var snapshot = await snapshots.GetAsync(db.TenantId, ct);
            var turn = new AuthorizationTurn
            {
                Request = request,
                Application = snapshot.FindClient(request.ClientId)!,
                Session = await login.FindAsync(sessionValue, ct),
                PushedDigest = pushedDigest,
                DeviceDigest = deviceDigest,
            };
            var advance = await DecideAsync(turn, ct);
            return advance.Step is AuthorizationStep.Answer
                ? advance with { Cookie = await login.ExtendAsync(turn.Session!, sessionValue!, ct) }
                : advance;
        }, ct), ct);

    /// <param name="interactionId">As the resume cookie names it.</param>
    /// <param name="isForDevice">Whether the URL is that of the device flow.</param>
    public async Task<AuthorizationAdvance> ResumeAsync(string interactionId, bool isForDevice, string? sessionValue, CancellationToken ct) =>
        await ConcludeAsync(await work.WriteAsync<AuthorizationAdvance>(audit.Of, async () => await GoOnAsync(interactionId, isForDevice, sessionValue, ct), ct), ct);

    private async Task<AuthorizationAdvance> GoOnAsync(string interactionId, bool isForDevice, string? sessionValue, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var interaction = await db.Interactions.SingleOrDefaultAsync(row => row.Id == interactionId, ct);
        if (interaction is null || !interaction.IsLive(now) || interaction.DeviceDigest is not null != isForDevice) return NotFound;
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        if (InteractionRequest.Of(interaction, snapshot) is not { } request) return NotFound;
        var session = await login.FindAsync(sessionValue, ct);
        var result = InteractionResult.Of(interaction);
        if (!BelongsTo(interaction, session, result)) return NotFound;
        if (result is null) return new(request, new AuthorizationStep.AskAgain(interaction));
        if (result.Error is { } error)
        {
            db.Interactions.Remove(interaction);
            return new(request, new AuthorizationStep.Refuse(OAuthError.Ended(error, null)));
        }

        var turn = new AuthorizationTurn
        {
            Request = request,
            Application = snapshot.FindClient(interaction.ApplicationId)!,
            From = interaction,
            HasConsented = result.Consent is not null,
            PushedDigest = interaction.PushedDigest,
            DeviceDigest = interaction.DeviceDigest,
        };
        if (result.Login is { } signedIn)
        {
            if (session is not null && session.UserId != signedIn.AccountId) return new(request, new AuthorizationStep.SignOutFirst(interaction, session));
            session = await login.SignInAsync(session, signedIn, interaction.ApplicationId, ct);
            if (session is null) return Over(turn, OAuthError.AccessDeniedByApplication("The account can't be used."));
        }

        var cookie = await login.RenewAsync(session!, ct);
        return (await DecideAsync(turn with { Session = session }, ct)) with { Cookie = cookie };
    }

    /// <summary>
    /// The session must be the one that the interaction began with, or the one that was made since then if there was none. It may have
    /// gone where the user signed in as somebody else: that is what signs the first one out.
    /// A magic link lets them do so where they are asked to consent (contract/oidc.md 8.3).
    /// </summary>
    private static bool BelongsTo(Interaction interaction, Session? session, InteractionResult? result) =>
        interaction.Prompt == Interaction.Consent && result?.Login is null ? session is not null && session.Id == interaction.SessionId && session.UserId == interaction.UserId
        : interaction.SessionId is null || session?.Id == interaction.SessionId
            || (session is null && result?.Login is { } login && login.AccountId != interaction.UserId);

    private async Task<AuthorizationAdvance> DecideAsync(AuthorizationTurn turn, CancellationToken ct)
    {
        if (turn.Session is { } session)
        {
            var owned = await permissions.OfAsync(session.UserId, ct);
            var grantId = session.Find(turn.Request.ClientId)?.GrantId;
            var grant = grantId is null ? null : await db.Grants.SingleOrDefaultAsync(row => row.Id == grantId, ct);
            turn = turn with { Owned = owned, Grant = grant?.IsLive(time.GetUtcNow()) == true ? grant : null };
        }

        var decided = PromptDecision.Decide(turn.Request, turn.Facts(time.GetUtcNow()));
        if (!decided.TryGet(out var decision, out var refused) && refused.Error == OAuthError.LoginRequired().Error) return Over(turn, refused);
        if (decision?.Prompt == Prompt.Login) return Ask(turn, decision);
        // Contract 6: the user signs in, then the client hears that nothing was left to grant.
        if (turn.Grantable.Refusal is { } nothing) return Over(turn, nothing);
        if (turn.Grant is not null && !await access.IsAllowedAsync(turn.Application, turn.Session!.UserId, turn.Owned!, ct))
            return Over(turn, OAuthError.AccessDeniedByApplication("The user is not assigned to this application."));
        if (refused is not null) return Over(turn, refused);
        if (decision!.Prompt == Prompt.Consent) return Ask(turn, decision);

        return Over(turn, await finish.FinishAsync(turn, ct));
    }

    private AuthorizationAdvance Ask(AuthorizationTurn turn, PromptDecision decision)
    {
        if (turn.From is not null) db.Interactions.Remove(turn.From);
        var now = time.GetUtcNow().UtcDateTime;
        var interaction = new Interaction
        {
            TenantId = db.TenantId,
            Id = Identifier.Long(),
            ApplicationId = turn.Request.ClientId,
            Params = StoredParameters.ToStored(turn.Request.Parameters),
            Prompt = decision.Prompt,
            Reasons = JsonText.Strings(decision.Reasons),
            Details = InteractionRequest.DetailsOf(turn.Request, decision),
            SessionId = turn.Session?.Id,
            UserId = turn.Session?.UserId,
            GrantId = turn.Grant?.Id,
            PushedDigest = turn.PushedDigest,
            DeviceDigest = turn.DeviceDigest,
            CreatedAt = now,
            ExpiresAt = now + Interaction.Lifetime,
        };
        db.Interactions.Add(interaction);
        return new(turn.Request, new AuthorizationStep.Ask(interaction));
    }

    private AuthorizationAdvance Over(AuthorizationTurn turn, OAuthError error) => Over(turn, new AuthorizationStep.Refuse(error));

    private AuthorizationAdvance Over(AuthorizationTurn turn, AuthorizationStep end)
    {
        if (turn.From is not null) db.Interactions.Remove(turn.From);
        return new(turn.Request, end) { InteractionId = turn.From?.Id, SessionId = turn.Session?.Id, UserId = turn.Session?.UserId };
    }

    /// <summary>After success older grants may have to go (contract/oidc.md 22). A turn refuses nothing by itself: that is a step.</summary>
    private async Task<AuthorizationAdvance> ConcludeAsync(Platform.Errors.Checked<AuthorizationAdvance> written, CancellationToken ct)
    {
        if (!written.TryGet(out var advance, out var refused)) throw new InvalidOperationException($"The turn was refused: {refused.Code}");
        if (advance.Step is AuthorizationStep.Answer or AuthorizationStep.DeviceApproved)
        {
            var client = (await snapshots.GetAsync(db.TenantId, ct)).FindClient(advance.Request!.ClientId);
            if (client is not null) await limit.EnforceAsync(client, advance.UserId!, ct);
        }

        return advance;
    }

    private static AuthorizationAdvance NotFound { get; } = new(null, new AuthorizationStep.SessionNotFound());
}
