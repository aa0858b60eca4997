using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Sends a code to an address (contract/experience-api.md 4.2).
/// <para>
/// Where an answer could tell whether somebody owns the address (a forgotten password; a sign-in where nobody may register), nothing is sent
/// to an address that is nobody's, and everything else is the same: the record, the stored code, the counts, the checks before a provider
/// is called. The message goes out after the answer, so that the time is the same too, and what goes wrong at the provider is only logged.
/// Everywhere else the request waits for the provider, whose refusal is answered and of which nothing is kept then.
/// </para>
/// </summary>
internal sealed class SendCode(
    GatehouseDb db, InteractionSteps steps, SendVerificationCode send, UserIdentifiers identifiers, FindUser find, Snapshots snapshots, ChangeOrigin origin)
{
    private const string Create = "Create";

    /// <summary>To an address that the user names.</summary>
    /// <param name="identifier">Of type <c>email</c> or <c>phone</c>, in a form that fits.</param>
    /// <param name="purpose">What the code is asked for. It need not be what the interaction is for.</param>
    /// <param name="locale">The language that the recipient reads; null: unknown.</param>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, SignInIdentifier identifier, InteractionEvent purpose, string? locale, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, SentCode.StepOf(identifier.Type, Create), ct)).TryGet(out var before, out var refused)) return refused;
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        if (Refuse(before.State, settings, identifier, purpose) is { } unfit) return await RefuseAsync(before, identifier, unfit, ct);

        var usage = UsageOf(before.State, settings, identifier, purpose);
        if (!(await send.DrawAsync(await MessageAsync(before, identifier, usage, locale, ct), ct)).TryGet(out var drawn, out refused))
            return await RefuseAsync(before, identifier, refused, ct);
        var id = Identifier.Long();
        SentCode record = identifier.Type == VerificationChannel.Email ? new EmailCodeVerification(id, usage, identifier) : new PhoneCodeVerification(id, usage, identifier);
        if (!HidesOwners(before.State, settings, purpose)) return await SendAndKeepAsync(before, record, drawn, ct);

        var isSent = await identifiers.FindOwnerAsync(identifier.Type, identifier.Value, ct) is not null;
        var kept = await KeepAsync(before, record, drawn, isSent, ct);
        if (isSent && kept.Refusal is null) send.SendLater(drawn);
        return kept;
    }

    /// <summary>To the address of the user who is identified already, as a second factor.</summary>
    /// <param name="channel"><c>email</c> or <c>phone</c>.</param>
    public async Task<Checked<string>> ToUserAsync(string interactionId, string channel, string? locale, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, SentCode.StepOf(channel, Create), ct)).TryGet(out var before, out var refused)) return refused;
        var isEmail = channel == VerificationChannel.Email;
        var identifier = new SignInIdentifier(channel, "");
        if (before.State.UserId is not { } userId || !(await find.ToReadAsync(userId, ct)).TryGet(out var user, out _))
            return await RefuseAsync(before, identifier, new Refusal("session.identifier_not_found"), ct);
        var factors = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().Mfa.Factors ?? [];
        if ((isEmail ? user.PrimaryEmail : user.PrimaryPhone) is not { } address
            || !factors.Contains(isEmail ? EmailCodeVerification.TypeName : PhoneCodeVerification.TypeName))
            return await RefuseAsync(before, identifier, new Refusal("session.mfa.mfa_factor_not_enabled"), ct);

        identifier = identifier with { Value = address };
        if (!(await send.DrawAsync(await MessageAsync(before, identifier, MessageUsage.MfaVerification, locale, ct), ct)).TryGet(out var drawn, out refused))
            return await RefuseAsync(before, identifier, refused, ct);
        var id = Identifier.Long();
        SentCode record = isEmail
            ? new MfaEmailCodeVerification(id, MessageUsage.MfaVerification, identifier) : new MfaPhoneCodeVerification(id, MessageUsage.MfaVerification, identifier);
        return await SendAndKeepAsync(before, record, drawn, ct);
    }

    private static Refusal? Refuse(InteractionState state, ExperienceSettings settings, SignInIdentifier identifier, InteractionEvent purpose)
    {
        if (state.UserId is null && settings.CaptchaIsRequired && !state.IsCaptchaPassed) return InteractionRefusals.CaptchaRequired;
        return purpose == InteractionEvent.Register && identifier.Type == VerificationChannel.Email
            ? EmailBlocklist.Refuse(identifier.Value, settings.EmailBlocklist) : null;
    }

    /// <summary>Whether only owners get a message, so that its coming must not be seen.</summary>
    private static bool HidesOwners(InteractionState state, ExperienceSettings settings, InteractionEvent purpose) =>
        purpose == InteractionEvent.ForgotPassword
        || (purpose == InteractionEvent.SignIn && state.UserId is null && !settings.AllowsRegister);

    /// <summary>Somebody known who gives an address that nobody needs to sign up gives it as a second factor.</summary>
    private static string UsageOf(InteractionState state, ExperienceSettings settings, SignInIdentifier identifier, InteractionEvent purpose)
    {
        var asked = (settings.SignUp.Identifiers ?? []).Concat((settings.SignUp.SecondaryIdentifiers ?? []).Select(secondary => secondary.Identifier));
        var isForSignUp = asked.Any(name => name == identifier.Type || name == "emailOrPhone");
        return state.UserId is not null && !isForSignUp ? MessageUsage.BindMfa : purpose.ToString();
    }

    private async Task<Message> MessageAsync(InteractionStep step, SignInIdentifier identifier, string usage, string? locale, CancellationToken ct) =>
        CodeMessage.Of(identifier, usage, (await snapshots.GetAsync(db.TenantId, ct)).FindClient(step.Interaction.ApplicationId)) with { Locale = locale, AskedFrom = origin.Ip };

    private async Task<Checked<string>> SendAndKeepAsync(InteractionStep before, SentCode record, DrawnCode drawn, CancellationToken ct) =>
        (await send.SendAsync(drawn, ct)).TryGet(out _, out var refused)
            ? await KeepAsync(before, record, drawn, isSent: true, ct) : await RefuseAsync(before, record.Identifier, refused, ct);

    private Task<Checked<string>> KeepAsync(InteractionStep before, SentCode record, DrawnCode drawn, bool isSent, CancellationToken ct) =>
        steps.TakeAsync<string>(before.Interaction.Id, before.Name, async step =>
        {
            if (!(await send.KeepAsync(drawn, record.Id, isSent, ct)).TryGet(out _, out var refused)) return refused;
            step.State = step.State.With(record);
            return record.Id;
        }, ct);

    private async Task<Refusal> RefuseAsync(InteractionStep before, SignInIdentifier recipient, Refusal refused, CancellationToken ct)
    {
        await steps.RecordRefusalAsync(before, refused, userId: null, ct);
        if (refused == LimitMessages.TooMany) await steps.AnnounceAsync(before, RefusalEvents.RateLimited(recipient), ct);
        return refused;
    }
}
