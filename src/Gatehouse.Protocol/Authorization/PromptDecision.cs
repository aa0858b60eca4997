using System.Collections.Frozen;
using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Whether the user must sign in or consent before the request can be answered: OpenID Connect Core sections 3.1.2.3 and 3.1.2.4, contract
/// oidc.md sections 7 and 8.3.
/// </summary>
/// <param name="Prompt"><c>login</c>, <c>consent</c>, or <c>none</c>: nothing to ask, the request can be answered.</param>
/// <param name="Reasons">Every reason of this prompt; empty with <c>none</c>.</param>
/// <param name="MissingOidcScopes">With <c>consent</c>: asked for, neither given nor refused before.</param>
/// <param name="MissingResourceScopes">The same by indicator, without resources that miss nothing.</param>
public sealed record PromptDecision(
    string Prompt,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> MissingOidcScopes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> MissingResourceScopes)
{
    /// <summary>
    /// In the order of asking. All rows of the first prompt with a reason count; under <c>prompt=none</c> the first reason of all answers.
    /// </summary>
    private static readonly (string Prompt, string Reason, Func<AuthorizationRequest, PromptFacts, bool> Applies, Func<OAuthError> UnderNone)[] InOrder =
    [
        (Login, /*   */ "login_prompt", /*         */ LoginIsAsked, /*            */ OAuthError.LoginRequired),
        (Login, /*   */ "no_session", /*           */ NobodyIsSignedIn, /*        */ OAuthError.LoginRequired),
        (Login, /*   */ "max_age", /*              */ LoginIsTooOld, /*           */ OAuthError.LoginRequired),
        (Login, /*   */ "id_token_hint", /*        */ SomebodyElseIsHinted, /*    */ OAuthError.LoginRequired),
        (Consent, /* */ "consent_prompt", /*       */ ConsentIsAsked, /*          */ OAuthError.ConsentRequired),
        (Consent, /* */ "native_client_prompt", /* */ ClientIsNative, /*          */ OAuthError.InteractionRequired),
        (Consent, /* */ "op_scopes_missing", /*    */ OidcScopesAreMissing, /*    */ OAuthError.ConsentRequired),
        (Consent, /* */ "rs_scopes_missing", /*    */ ResourceScopesAreMissing, /**/ OAuthError.ConsentRequired),
    ];

    private const string Login = Authorization.Prompt.Login;
    private const string Consent = Authorization.Prompt.Consent;

    private static readonly PromptDecision GoOn =
        new(Authorization.Prompt.None, [], [], FrozenDictionary<string, IReadOnlyList<string>>.Empty);

    /// <param name="request">One that <see cref="AuthorizationChecks"/> let through.</param>
    public static Checked<PromptDecision> Decide(AuthorizationRequest request, PromptFacts facts)
    {
        var rows = InOrder.Where(row => row.Applies(request, facts)).ToList();
        if (rows.Count == 0) return GoOn;
        if (request.Prompts.Contains(Authorization.Prompt.None)) return rows[0].UnderNone();
        var prompt = rows[0].Prompt;
        var reasons = rows.Where(row => row.Prompt == prompt).Select(row => row.Reason).ToList();
        return prompt == Login
            ? GoOn with { Prompt = Login, Reasons = reasons }
            : new PromptDecision(Consent, reasons, facts.MissingOidcScopes, facts.MissingResourceScopes);
    }

    // Contract section 7: max_age=0 is another way to say prompt=login.
    private static bool LoginIsAsked(AuthorizationRequest request, PromptFacts facts) =>
        !facts.LoginIsDone && (request.Prompts.Contains(Login) || request.MaxAge == 0);

    private static bool NobodyIsSignedIn(AuthorizationRequest request, PromptFacts facts) => facts.UserId is null;

    private static bool LoginIsTooOld(AuthorizationRequest request, PromptFacts facts) =>
        !facts.LoginIsDone && facts.UserId is not null && request.MaxAge is { } seconds && (facts.Now - facts.LoginAt).TotalSeconds > seconds;

    // Even after a login: the hint names the user whom the client expects.
    private static bool SomebodyElseIsHinted(AuthorizationRequest request, PromptFacts facts) =>
        facts.UserId is not null && request.HintedSubject is { } subject && subject != facts.UserId;

    private static bool ConsentIsAsked(AuthorizationRequest request, PromptFacts facts) =>
        !facts.ConsentIsDone && request.Prompts.Contains(Consent);

    // RFC 8252 section 8.6: another app may pose as the client, so nothing is given without a page.
    private static bool ClientIsNative(AuthorizationRequest request, PromptFacts facts) =>
        !facts.ConsentIsDone && request.Client.ApplicationType == "native";

    private static bool OidcScopesAreMissing(AuthorizationRequest request, PromptFacts facts) => facts.MissingOidcScopes.Count > 0;

    private static bool ResourceScopesAreMissing(AuthorizationRequest request, PromptFacts facts) => facts.MissingResourceScopes.Count > 0;
}
