using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>RFC 6749 section 4.1, OpenID Connect Core section 3.1.2.2; contract oidc.md sections 3 to 7 and 13.</summary>
public sealed class AuthorizationChecksTests
{
    private const string Hint = "id_token_hint=x";

    [Theory(DisplayName = "Contract section 3: refusals that are never redirected")]
    [InlineData("redirect_uri=https://other.example/cb", "invalid_redirect_uri")]
    [InlineData("redirect_uri=https://app.example/cb&redirect_uri=https://app.example/cb", "invalid_request")]
    [InlineData("redirect_uri=https://app.example/cb%23x", "invalid_redirect_uri")]
    [InlineData("redirect_uri=https://other.example/cb&prompt=bad&response_type=bad&state=s&state=s", "invalid_redirect_uri")]
    public void Direct_refusals(string changes, string code) => Refused(Request(But(changes)), code, mayRedirect: false);

    [Fact(DisplayName = "Contract section 3: redirect_uri missing although several are registered")]
    public void A_redirect_uri_must_be_named_among_several() =>
        Refused(Request(But("redirect_uri="), Client(ApplicationType.SPA, Callback, "https://app.example/other")), "invalid_request", mayRedirect: false);

    [Fact(DisplayName = "Contract section 3: client without any registered URI, M2M client")]
    public void A_client_without_redirect_uris_is_refused_directly()
    {
        Refused(Request(Good, Client(ApplicationType.SPA)), "invalid_redirect_uri", mayRedirect: false);
        Refused(Request(But("redirect_uri="), Client(ApplicationType.SPA)), "invalid_redirect_uri", mayRedirect: false);
        Refused(Request(Good, Device), "invalid_redirect_uri", mayRedirect: false);
        Refused(Request(Good, Client(ApplicationType.MachineToMachine)), "invalid_redirect_uri", mayRedirect: false);
        Refused(Request(Good, Client(ApplicationType.MachineToMachine, Callback)), "invalid_redirect_uri", mayRedirect: false);
    }

    [Theory(DisplayName = "Contract section 3: client_id missing or doubled")]
    [InlineData("response_type=code")]
    [InlineData("client_id=")]
    [InlineData("client_id=a&client_id=a")]
    public void Without_one_client_id_nothing_is_looked_up(string query) =>
        AuthorizationRequest.ClientIdOf(Read(query)).IsRefused(400, "invalid_request");

    [Fact]
    public void The_client_to_look_up_is_the_one_named() => Assert.Equal("c", AuthorizationRequest.ClientIdOf(Read(Good)).Value());

    [Theory(DisplayName = "Contract sections 1.1, 3 and 6: refusals that are redirected")]
    [InlineData("state=a&state=b", "invalid_request")]
    [InlineData("scope=openid&scope=openid", "invalid_request")]
    [InlineData("response_type=", "invalid_request")]
    [InlineData("response_type=token", "unsupported_response_type")]
    [InlineData("response_type=code+token", "unsupported_response_type")]
    [InlineData("response_type=Code", "unsupported_response_type")]
    [InlineData("response_type=id_token", "invalid_request")]
    [InlineData("response_type=code+id_token", "invalid_request")]
    [InlineData("response_type=id_token+code", "invalid_request")]
    [InlineData("response_type=none", "invalid_request")]
    [InlineData("response_mode=jwt", "unsupported_response_mode")]
    [InlineData("response_mode=query.jwt", "unsupported_response_mode")]
    [InlineData("response_mode=web_message", "unsupported_response_mode")]
    [InlineData("request=eyJ", "request_not_supported")]
    [InlineData("registration=%7B%7D", "registration_not_supported")]
    [InlineData("request_uri=https://app.example/request.jwt", "request_uri_not_supported")]
    [InlineData("request_uri=urn:ietf:params:oauth:request_uri:", "request_uri_not_supported")]
    [InlineData("request_uri=urn:ietf:params:oauth:request_uri:gone", "invalid_request_uri")]
    [InlineData("max_age=-1", "invalid_request")]
    [InlineData("max_age=1.5", "invalid_request")]
    [InlineData("max_age=%2B1", "invalid_request")]
    [InlineData("max_age=+1", "invalid_request")]
    [InlineData("max_age=1e3", "invalid_request")]
    [InlineData("max_age=abc", "invalid_request")]
    [InlineData("max_age=99999999999999999999", "invalid_request")]
    [InlineData(Hint, "invalid_request")]
    [InlineData("scope=profile&nonce=n", "invalid_request")]
    [InlineData("scope=profile&max_age=1", "invalid_request")]
    [InlineData("scope=profile&id_token_hint=x", "invalid_request")]
    [InlineData("scope=profile&acr_values=x", "invalid_request")]
    [InlineData("scope=&nonce=n", "invalid_request")]
    [InlineData("dpop_jkt=short", "invalid_request")]
    [InlineData("dpop_jkt=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM", "invalid_request")]
    public void Redirected_refusals(string changes, string code) => Refused(Request(But(changes)), code, mayRedirect: true);

    [Theory(DisplayName = "Contract section 7: prompts")]
    [InlineData("prompt=select_account")]
    [InlineData("prompt=create")]
    [InlineData("prompt=Login")]
    [InlineData("prompt=login+unknown")]
    [InlineData("prompt=none+login")]
    [InlineData("prompt=consent+none")]
    [InlineData("prompt=none+unknown")]
    public void Unknown_prompts_and_none_with_others_are_refused(string change) => Refused(Request(But(change)), "invalid_request", mayRedirect: true);

    [Theory(DisplayName = "Contract section 4.4, RFC 7636 section 4.4.1: what PKCE asks of public clients")]
    [InlineData("code_challenge=&code_challenge_method=")]
    [InlineData("code_challenge=")]
    [InlineData("code_challenge_method=")]
    [InlineData("code_challenge_method=plain")]
    [InlineData("code_challenge_method=s256")]
    [InlineData("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c%3D")]
    public void Proof_keys_are_well_formed(string changes)
    {
        Refused(Request(But(changes)), "invalid_request", mayRedirect: true);
        Refused(Request(But(changes), Native), "invalid_request", mayRedirect: true);
        // Contract section 4.4: confidential clients once they send either parameter.
        if (changes == "code_challenge=&code_challenge_method=") Assert.Null(AuthorizationChecks.FirstRefusal(Request(But(changes), Traditional)));
        else Refused(Request(But(changes), Traditional), "invalid_request", mayRedirect: true);
    }

    [Theory(DisplayName = "Contract section 13, RFC 8707 section 2: resources")]
    [InlineData("resource=https://unknown.example")]
    [InlineData("resource=https://orders.example/")]
    [InlineData("resource=orders")]
    [InlineData("resource=https://orders.example%23x")]
    [InlineData("resource=https://orders.example&resource=https://unknown.example")]
    [InlineData("resource=https://orders.example,https://unknown.example")]
    public void Unknown_and_malformed_resources_are_refused(string change) => Refused(Request(But(change)), "invalid_target", mayRedirect: true);

    [Theory(DisplayName = "Contract section 20: OIDC scopes of third-party clients")]
    [InlineData("openid offline_access", null)]
    [InlineData("openid email", null)]
    [InlineData("openid profile", "profile")]
    [InlineData("openid phone email profile", "phone profile")]
    [InlineData("openid urn:logto:scope:organizations", "urn:logto:scope:organizations")]
    [InlineData("openid whatever org:read", null)]
    public void Scopes_that_are_not_enabled_are_named(string scope, string? offenders)
    {
        var request = Request(But($"scope={Uri.EscapeDataString(scope)}"), ThirdParty("email"));
        if (offenders is null)
        {
            Assert.Null(AuthorizationChecks.FirstRefusal(request));
            return;
        }

        Refused(request, "invalid_scope", mayRedirect: true);
        Assert.Equal(offenders, AuthorizationChecks.FirstRefusal(request)!.Error.Scope);
    }

    [Theory(DisplayName = "Contract section 6: what passes")]
    [InlineData("")]
    [InlineData("scope=")]
    [InlineData("scope=unknown")]
    [InlineData("scope=profile&claims=%7B%22")]
    [InlineData("redirect_uri=")]
    [InlineData("redirect_uri=HTTPS://APP.example:443/x/../cb")]
    [InlineData("nonce=n&max_age=0&acr_values=x")]
    [InlineData("prompt=none")]
    [InlineData("prompt=login+consent")]
    [InlineData("prompt=consent+consent")]
    [InlineData("response_mode=query")]
    [InlineData("response_mode=fragment")]
    [InlineData("response_mode=form_post")]
    [InlineData("display=popup&display=page&claims=a&claims=b&unknown=x&unknown=y")]
    [InlineData("resource=https://orders.example&resource=https://stock.example&resource=https://orders.example")]
    [InlineData("resource=https://orders.example,https://stock.example,urn:logto:resource:organizations")]
    [InlineData("first_screen=nonsense&interaction_mode=nonsense&direct_sign_in=:&identifier=foo")]
    [InlineData("dpop_jkt=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")]
    public void Good_requests_pass(string changes)
    {
        Assert.Null(AuthorizationChecks.FirstRefusal(Request(But(changes))));
        Assert.Null(AuthorizationChecks.FirstRefusal(Request(But(changes), kind: AuthorizationRequestKind.Pushed)));
    }

    [Fact(DisplayName = "Contract section 6: a good id_token_hint passes")]
    public void A_hint_whose_subject_is_known_passes() =>
        Assert.All(
            [AuthorizationRequestKind.Authorize, AuthorizationRequestKind.Pushed],
            kind => Assert.Null(AuthorizationChecks.FirstRefusal(Request(But(Hint), kind: kind) with { HintedSubject = "u" })));

    [Fact(DisplayName = "Contract section 16: a device-flow client at /auth, redirected")]
    public void A_device_client_has_no_response_type() =>
        Refused(Request(Good, Device with { RedirectUris = [Callback] }), "invalid_request", mayRedirect: true);

    [Theory(DisplayName = "Contract section 2: a doubled parameter has no value in the answer")]
    [InlineData("state=a&state=b", null, "query")]
    [InlineData("state=a&state=a", null, "query")]
    [InlineData("state=&state=a", null, "query")]
    [InlineData("state=a&scope=x&scope=y", "a", "query")]
    [InlineData("response_mode=form_post&response_mode=fragment&state=a", "a", "query")]
    public void Doubled_parameters_are_set_aside(string changes, string? state, string mode)
    {
        var request = Request(But(changes));
        Refused(request, "invalid_request", mayRedirect: true);
        Assert.Equal((state, mode), (request.State, request.ResponseMode));
    }

    [Fact(DisplayName = "RFC 9126 section 6: a client that must push")]
    public void Requests_that_were_not_pushed_are_refused_where_that_is_required()
    {
        var client = Spa with { RequirePushedAuthorizationRequests = true };
        Refused(Request(Good, client), "invalid_request", mayRedirect: true);
        Assert.Null(AuthorizationChecks.FirstRefusal(Request(Good, client) with { PushedFor = "c" }));
        Assert.Null(AuthorizationChecks.FirstRefusal(Request(Good, client, AuthorizationRequestKind.Pushed)));
    }

    [Fact(DisplayName = "Contract section 6, RFC 9126 section 2.2: the request_uri of another client")]
    public void A_pushed_request_serves_its_own_client_only() =>
        Refused(Request(Good) with { PushedFor = "somebody-else" }, "invalid_request_object", mayRedirect: true);

    [Theory(DisplayName = "RFC 9126 section 2.1: a pushed request is refused as /auth would, by an answer")]
    [InlineData("redirect_uri=https://other.example/cb", "invalid_redirect_uri")]
    [InlineData("redirect_uri=https://app.example/cb&redirect_uri=https://app.example/cb", "invalid_request")]
    [InlineData("scope=a&scope=b", "invalid_request")]
    [InlineData("resource=https://unknown.example", "invalid_target")]
    [InlineData("response_type=token", "unsupported_response_type")]
    [InlineData("response_mode=jwt", "unsupported_response_mode")]
    [InlineData("request=eyJ", "request_not_supported")]
    [InlineData("registration=x", "registration_not_supported")]
    [InlineData("request_uri=https://x.example", "request_uri_not_supported")]
    [InlineData("request_uri=urn:ietf:params:oauth:request_uri:x", "request_uri_not_supported")]
    [InlineData("prompt=bad", "invalid_request")]
    [InlineData("code_challenge_method=plain", "invalid_request")]
    [InlineData("max_age=x", "invalid_request")]
    [InlineData(Hint, "invalid_request")]
    public void Pushed_requests_are_answered(string changes, string code) =>
        Refused(Request(But(changes), kind: AuthorizationRequestKind.Pushed), code, mayRedirect: false);

    [Theory(DisplayName = "Contract section 16: device authorization asks for neither redirect URI nor response type nor PKCE")]
    [InlineData("client_id=c", null)]
    [InlineData("client_id=c&scope=openid+offline_access&resource=https://orders.example", null)]
    [InlineData("client_id=c&redirect_uri=x&redirect_uri=y", "invalid_request")]
    [InlineData("client_id=c&scope=a&scope=b", "invalid_request")]
    [InlineData("client_id=c&resource=https://unknown.example", "invalid_target")]
    [InlineData("client_id=c&resource=orders", "invalid_target")]
    [InlineData("client_id=c&prompt=bad", "invalid_request")]
    [InlineData("client_id=c&nonce=n", "invalid_request")]
    public void Device_requests_are_answered(string query, string? code)
    {
        var request = Request(query, Device, AuthorizationRequestKind.Device);
        if (code is null) Assert.Null(AuthorizationChecks.FirstRefusal(request));
        else Refused(request, code, mayRedirect: false);
    }

    [Fact(DisplayName = "Contract section 16: clients without the device grant")]
    public void The_device_flow_must_be_enabled()
    {
        foreach (var client in new[] { Spa, Native, Traditional, Client(ApplicationType.MachineToMachine) })
        {
            Refused(Request("client_id=c&scope=openid", client, AuthorizationRequestKind.Device), "invalid_request", mayRedirect: false);
        }
    }

    [Fact]
    public void What_may_be_stored_holds_no_client_authentication()
    {
        Assert.Empty(AuthorizationParameters.Request.Intersect(AuthorizationParameters.ClientAuthentication));
        Assert.Subset(AuthorizationParameters.Known, AuthorizationParameters.ClientAuthentication);
        Assert.Subset(AuthorizationParameters.Known, AuthorizationParameters.Request);
    }

    private static void Refused(AuthorizationRequest request, string code, bool mayRedirect)
    {
        var refusal = AuthorizationChecks.FirstRefusal(request);
        Assert.Equal((400, code, mayRedirect), (refusal?.Error.Status, refusal?.Error.Error, refusal?.MayRedirect));
    }
}
