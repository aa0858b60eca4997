using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// The steps that an interaction takes on its way to an end. A step that succeeds stores the new state together with its audit entry; one
/// that is refused keeps nothing but an entry that says so (contract/experience-api.md 1, 14), unless it asks for the state to be kept.
/// Steps at the same time follow one another.
/// </summary>
internal sealed class InteractionSteps(GatehouseDb db, UnitOfWork work, FindInteraction find, InteractionAudit audit, Snapshots snapshots, ChangeOrigin origin)
{
    /// <summary>Who was refused in steps that are taken together; null while each is taken for itself.</summary>
    private List<(InteractionStep Step, Refusal Refused)>? _refusals;

    /// <summary>The step as it is now, for slow work that has to happen before it is taken.</summary>
    public async Task<Checked<InteractionStep>> LookAsync(string interactionId, string name, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(interactionId, applicationId: null, ct)).TryGet(out var interaction, out var refused)) return refused;
        if (!Begun(name, interaction).TryGet(out var step, out refused)) return refused;
        await TellWebhooksAsync(step, ct);
        return step;
    }

    /// <summary>
    /// The step as it will be once the interaction has begun, for slow work before both are saved together. A refusal of that work saves the
    /// beginning by itself.
    /// </summary>
    /// <param name="interaction">As it was found.</param>
    public async Task<InteractionStep> ForeseeAsync(Interaction interaction, InteractionBeginning beginning, string name, CancellationToken ct)
    {
        var step = new InteractionStep(name, interaction, StateOf(beginning)) { Foreseen = beginning };
        await TellWebhooksAsync(step, ct);
        return step;
    }

    /// <summary>A fresh state in place of whatever was there.</summary>
    /// <param name="refused">Why not; null to go on.</param>
    public Task<Checked<Done>> BeginAsync(string interactionId, InteractionBeginning beginning, Refusal? refused, CancellationToken ct) => WriteAsync<Done>(
        interactionId, interaction => new InteractionStep("Create", interaction, StateOf(beginning)),
        _ => Task.FromResult<Checked<Done>>(refused is null ? new Done() : refused), ct);

    /// <param name="name">The end of the audit key, after the event.</param>
    /// <param name="take">Decides, and puts the new state into the step. It may run several times.</param>
    public Task<Checked<T>> TakeAsync<T>(string interactionId, string name, Func<InteractionStep, Task<Checked<T>>> take, CancellationToken ct) =>
        WriteAsync(interactionId, interaction => Begun(name, interaction), take, ct);

    /// <summary>
    /// Several steps that nobody waits between, saved at once. Each has its audit entry as if it were alone, and what came before a step that
    /// is refused stays. They go on with the interaction and the user as they were read to be changed
    /// (<see cref="FindInteraction.ToGoOnAsync"/>), if they were.
    /// </summary>
    /// <param name="take">Takes the steps. It may run several times, so nothing in it may be good only once.</param>
    public async Task<Checked<T>> TakeTogetherAsync<T>(Func<Task<Checked<T>>> take, CancellationToken ct)
    {
        var refusals = _refusals = [];
        var outcome = await work.WriteAsync<Checked<T>>(_ => null, async () =>
        {
            refusals.Clear();
            return await take();
        }, ct, goesOn: true);
        _refusals = null;
        foreach (var (step, refused) in refusals) await RefuseAsync(step, refused, ct);
        return outcome.TryGet(out var end, out var lost) ? end : lost;
    }

    /// <summary>For a refusal outside of a step.</summary>
    /// <param name="userId">Whom it is about, when that is known though nobody is identified.</param>
    public async Task RecordRefusalAsync(InteractionStep step, Refusal refused, string? userId, CancellationToken ct)
    {
        if (step.Foreseen is { } beginning) await BeginAsync(step.Interaction.Id, beginning, null, ct);
        await audit.WriteAsync(step, refused, userId, ct);
    }

    /// <summary>Tells webhooks of something that happened although the step was refused.</summary>
    public Task AnnounceAsync(InteractionStep step, ChangeEvent change, CancellationToken ct) => work.WriteAsync<Done>(_ => null, () =>
    {
        work.Announce(change);
        return Task.FromResult<Checked<Done>>(new Done());
    }, ct);

    public SignInContext Context => SignInContext.Of(origin);

    private InteractionState StateOf(InteractionBeginning beginning) => new()
    {
        Event = beginning.Event, SignInContext = Context, Captcha = beginning.IsHuman ? new CaptchaState(Verified: true) : null,
    };

    private Checked<InteractionStep> Begun(string name, Interaction interaction) => InteractionState.Of(interaction) is { } state
        ? new InteractionStep(name, interaction, state with { SignInContext = state.SignInContext.RenewedBy(Context) }) : InteractionRefusals.NotStarted;

    private async Task<Checked<T>> WriteAsync<T>(
        string interactionId, Func<Interaction, Checked<InteractionStep>> begin, Func<InteractionStep, Task<Checked<T>>> take, CancellationToken ct)
    {
        InteractionStep? step = null;
        var outcome = await work.WriteAsync<Checked<T>>(taken => audit.Row(step!, taken.Refusal, null), async () =>
        {
            step = null;
            if (!(await find.ToChangeAsync(interactionId, ct)).TryGet(out var interaction, out var missing)) return missing;
            if (!begin(interaction).TryGet(out step, out missing)) return missing;
            await TellWebhooksAsync(step, ct);
            var taken = await take(step);
            if (taken.Refusal is { } refused && !step.KeepsStateWhenRefused) return refused;
            interaction.State = step.IsOver ? null : step.State.ToStored();
            return taken;
        }, ct);
        if (outcome.TryGet(out var end, out var lost)) return end;
        if (step is null) return lost;
        if (_refusals is null) await RefuseAsync(step, lost, ct);
        else _refusals.Add((step, lost));
        return lost;
    }

    /// <summary>What is left of a refused step.</summary>
    private async Task RefuseAsync(InteractionStep step, Refusal refused, CancellationToken ct)
    {
        await audit.WriteAsync(step, refused, null, ct);
        if (step.Noticed is { } noticed) await AnnounceAsync(step, noticed, ct);
    }

    /// <summary>What is announced from here on happened in this interaction.</summary>
    private async Task TellWebhooksAsync(InteractionStep step, CancellationToken ct)
    {
        var applicationId = step.Interaction.ApplicationId;
        var application = BuiltInApplications.Ids.Contains(applicationId) ? null : (await snapshots.GetAsync(db.TenantId, ct)).Get<ApplicationDirectory>().Find(applicationId);
        origin.Interaction = new InteractionFacts(
            step.Interaction.Id, step.State.Event.ToString(), applicationId, application is null ? null : ApplicationBrief.Of(application));
    }
}

/// <summary>What an interaction begins with.</summary>
/// <param name="Event">What the user is here for.</param>
/// <param name="IsHuman">A captcha said so.</param>
internal sealed record InteractionBeginning(InteractionEvent Event, bool IsHuman);

/// <summary>An interaction in the middle of a step.</summary>
internal sealed class InteractionStep(string name, Interaction interaction, InteractionState state)
{
    public Interaction Interaction => interaction;

    public string Name => name;

    public InteractionState State { get; set; } = state;

    /// <summary>The beginning that is still to be saved; null: the interaction has begun.</summary>
    public InteractionBeginning? Foreseen { get; init; }

    /// <summary>A refusal from here on keeps the state: what was collected need not be collected again (contract/experience-api.md 6).</summary>
    public bool KeepsStateWhenRefused { get; set; }

    /// <summary>What webhooks are told of although the step is refused; null: nothing.</summary>
    public ChangeEvent? Noticed { get; set; }

    /// <summary>Nothing goes on from here: the state is gone after this step.</summary>
    public bool IsOver { get; set; }

    /// <summary>Contract/experience-api.md 14. The event is the one that the step began with.</summary>
    public string AuditKey { get; init; } = $"Interaction.{state.Event}.{name}";
}
