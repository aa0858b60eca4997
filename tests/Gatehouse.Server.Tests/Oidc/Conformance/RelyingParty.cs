using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Browser = Gatehouse.Server.Tests.Support.Browser;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>A confidential client as the certification's test plans configure it (code, client_secret_basic, no PKCE), its user and its browser.</summary>
internal sealed class RelyingParty
{
    public const string Secret = "secret-of-the-conformance-client";

    public required TestServer Server { get; init; }

    public required string ClientId { get; init; }

    public required string UserId { get; init; }

    public required string Username { get; init; }

    public required Browser Browser { get; init; }

    public static async Task<RelyingParty> CreateAsync(TestServer server, string moreOidc = "")
    {
        var (userId, username) = await server.NewSignerAsync();
        return new RelyingParty
        {
            Server = server, UserId = userId, Username = username, Browser = server.NewBrowser(),
            ClientId = await server.NewAppAsync(ApplicationType.Traditional, moreOidc: moreOidc, secrets: ("c", Secret, null)),
        };
    }

    public string Url(params (string Name, string? Value)[] parameters) =>
        SignInFlow.AuthUrl(ClientId, [("code_challenge", null), ("code_challenge_method", null), .. parameters.Where(pair => !pair.Name.StartsWith("code_challenge", StringComparison.Ordinal)),
            .. parameters.Where(pair => pair.Name.StartsWith("code_challenge", StringComparison.Ordinal))]);

    /// <summary>The page that the user must fill in is shown, and filled in.</summary>
    public Task<string> CodeBySignInAsync(params (string Name, string? Value)[] parameters) => Browser.CodeAsync(Url(parameters), Username);

    /// <summary>The answer without any page, from a browser that is signed in.</summary>
    public async Task<Dictionary<string, string>> SilentAsync(params (string Name, string? Value)[] parameters) =>
        SignInFlow.Query((await Browser.FollowAsync(await Browser.GetAsync(Url(parameters)))).Expect(303).Header("Location")!);

    public async Task<Answer> TokensAsync(params (string Name, string? Value)[] parameters) => (await RedeemAsync(await CodeBySignInAsync(parameters))).Expect(200);

    public async Task<Answer> SilentTokensAsync(params (string Name, string? Value)[] parameters) => (await RedeemAsync((await SilentAsync(parameters))["code"])).Expect(200);

    public Task<Answer> RedeemAsync(string code, params (string Name, string Value)[] more) => Server.TokenAnswerAsync(
        OidcCalls.Form([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SignInFlow.Callback), .. more]),
        headers: OidcCalls.Basic(ClientId, Secret));

    public Task<Answer> UserinfoAsync(Answer tokens) =>
        Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/me", null, ("Authorization", "Bearer " + tokens["access_token"].GetString()));

    public static JsonElement IdToken(Answer tokens) => OidcCalls.Part(tokens["id_token"].GetString()!, 1);

    public static long AuthTime(Answer tokens) => IdToken(tokens).GetProperty("auth_time").GetInt64();

    /// <summary>Signature by the published key that the header names, issuer, audience.</summary>
    public async Task ExpectGoodSignatureAsync(string idToken)
    {
        var keys = new JsonWebKeySet((await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Text);
        Assert.Contains(OidcCalls.Part(idToken, 0).GetProperty("kid").GetString(), keys.Keys.Select(key => key.Kid));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = TestServer.Endpoint + "/oidc", ValidAudience = ClientId, IssuerSigningKeys = keys.GetSigningKeys(),
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    /// <summary>Opens the end-session address and sends its form, as the page does.</summary>
    public async Task<Answer> SignOutAsync(params (string Name, string Value)[] parameters)
    {
        var form = (await Browser.GetAsync("/oidc/session/end?" + OidcCalls.Form(parameters))).Expect(200);
        return (await Browser.PostAsync("/oidc/session/end/confirm", HtmlForm.Fields(form.Text))).Expect(303);
    }
}
