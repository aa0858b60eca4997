using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.3: every kind of social connector, from the page to the provider and back.</summary>
public sealed class SocialProviderTests(ProviderServer fixture) : ProviderTest(fixture)
{
    private static readonly string[] All =
    [
        "google-universal", "github-universal", "apple-universal", "azuread-universal", "facebook-universal", "kakao-universal", "naver-universal",
        "line-universal", "discord-universal", "oauth2", "oidc",
    ];

    private static readonly string[] SayingNothingOfEmails = ["azuread-universal", "facebook-universal", "naver-universal", "line-universal"];

    public static TheoryData<string> Kinds => [.. All];

    private Dictionary<string, object?> ConfigOf(string factoryId)
    {
        var config = JsonSerializer.SerializeToElement(Provider.Config(factoryId == "oidc")).EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);
        if (factoryId is "oauth2" or "oidc") return config;
        config = new Dictionary<string, object?> { ["clientId"] = FakeProvider.ClientId, ["clientSecret"] = FakeProvider.ClientSecret };
        if (factoryId == "azuread-universal") (config["cloudInstance"], config["tenantId"]) = ("https://login.microsoftonline.com/", "common");
        if (factoryId != "apple-universal") return config;
        config.Remove("clientSecret");
        (config["teamId"], config["keyId"], config["privateKey"]) = (FakeProviderKeys.AppleTeam, FakeProviderKeys.AppleKeyId, Provider.Keys.ApplePrivateKey);
        return config;
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_account_comes_with_its_facts_and_without_tokens(string factoryId)
    {
        var connector = await ConnectorAsync(factoryId, ConfigOf(factoryId));
        var browser = await BegunAsync();
        (await SignInAsync(browser, connector)).Expect(200);

        var info = await UserInfoAsync(browser);
        Assert.Equal("100200300", info.GetProperty("id").GetString());
        Assert.Equal(factoryId == "apple-universal" ? "Kim of Apple" : "Kim", info.GetProperty("name").GetString());
        Assert.Equal(SayingNothingOfEmails.Contains(factoryId) ? null : "kim@provider.example", Text(info, "email"));
        Assert.Equal(
            factoryId switch { "apple-universal" or "azuread-universal" => null, "discord-universal" => "https://cdn.discordapp.com/avatars/100200300/a1b2.png", _ => "https://pictures.example/kim.png" },
            Text(info, "avatar"));
        Assert.Equal(JsonValueKind.Object, info.GetProperty("rawData").ValueKind);

        // Neither what the provider gave nor what was kept to get it is shown.
        var state = (await browser.StateAsync()).Text;
        Assert.DoesNotContain("access-", state, StringComparison.Ordinal);
        Assert.DoesNotContain("_token", state, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(FakeProvider.ClientSecret, state, StringComparison.Ordinal);
        Assert.DoesNotContain("codeVerifier", state, StringComparison.Ordinal);
        Assert.True((await browser.StateAsync())["captcha"].GetProperty("skipped").GetBoolean());
    }

    [Theory(DisplayName = "Accounts are taken over by address: one that the provider has not verified does not come in"), MemberData(nameof(Kinds))]
    public async Task Unverified_addresses_stay_outside(string factoryId)
    {
        Provider.Account = new FakeAccount { IsEmailVerified = false };
        var connector = await ConnectorAsync(factoryId, ConfigOf(factoryId));
        var browser = await BegunAsync();
        (await SignInAsync(browser, connector)).Expect(200);
        Assert.Null(Text(await UserInfoAsync(browser), "email"));
    }

    [Theory(DisplayName = "The administrator may answer for the addresses of a provider that does not")]
    [InlineData("azuread-universal")]
    [InlineData("facebook-universal")]
    [InlineData("naver-universal")]
    [InlineData("line-universal")]
    [InlineData("oauth2")]
    [InlineData("oidc")]
    public async Task Trusted_addresses_come_in(string factoryId)
    {
        Provider.Account = new FakeAccount { IsEmailVerified = false };
        var config = ConfigOf(factoryId);
        config["trustUnverifiedEmail"] = true;
        var browser = await BegunAsync();
        (await SignInAsync(browser, await ConnectorAsync(factoryId, config))).Expect(200);
        Assert.Equal("kim@provider.example", Text(await UserInfoAsync(browser), "email"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task PKCE_and_nonce_are_used_where_the_provider_knows_them(string factoryId)
    {
        var connector = await ConnectorAsync(factoryId, ConfigOf(factoryId));
        var browser = await BegunAsync();
        var (first, second) = (await QuestionAsync(browser, connector), await QuestionAsync(browser, connector));
        var hasPkce = factoryId is not ("apple-universal" or "facebook-universal" or "kakao-universal" or "naver-universal");
        var hasNonce = factoryId is "google-universal" or "apple-universal" or "line-universal" or "oidc";
        Assert.Equal(hasPkce ? "S256" : null, first.GetValueOrDefault("code_challenge_method"));
        Assert.Equal((hasPkce, hasNonce), (first.ContainsKey("code_challenge"), first.ContainsKey("nonce")));
        if (hasPkce) Assert.NotEqual(first["code_challenge"], second["code_challenge"]);
        if (hasNonce) Assert.NotEqual(first["nonce"], second["nonce"]);
        Assert.Equal(("code", State, RedirectUri, FakeProvider.ClientId), (first["response_type"], first["state"], first["redirect_uri"], first["client_id"]));
        Assert.Equal(factoryId == "apple-universal" ? "form_post" : null, first.GetValueOrDefault("response_mode"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_code_is_good_once_and_wrong_credentials_are_told_apart(string factoryId)
    {
        var connector = await ConnectorAsync(factoryId, ConfigOf(factoryId));
        var browser = await BegunAsync();
        var asked = (await AskAsync(browser, connector)).Expect(200);
        var back = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        back["code"] = "made-up";
        var refused = (await VerifyAsync(browser, connector, back, asked["verificationId"].GetString())).Expect(401, "connector.social_auth_code_invalid");
        Assert.DoesNotContain("made-up", refused.Text, StringComparison.Ordinal);

        var config = ConfigOf(factoryId);
        if (factoryId == "apple-universal") config["keyId"] = "another";
        else config["clientSecret"] = "wrong-secret-0123456789-0123456789";
        var wrong = (await SignInAsync(await BegunAsync(), await ConnectorAsync(factoryId, config)));
        // Facebook has no word of its own for it.
        wrong.Expect(401, factoryId == "facebook-universal" ? "connector.social_auth_code_invalid" : "connector.authorization_failed");
        Assert.DoesNotContain("wrong-secret", wrong.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_says_no_at_the_provider_is_not_signed_in(string factoryId)
    {
        Provider.IsDenying = true;
        var browser = await BegunAsync();
        var refused = (await SignInAsync(browser, await ConnectorAsync(factoryId, ConfigOf(factoryId)))).Expect(401, "connector.authorization_failed");
        Assert.Equal("access_denied", refused["data"].GetProperty("error").GetString());
        Assert.False(Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray()).TryGetProperty("socialUserInfo", out _));
    }

    [Fact]
    public async Task Apple_without_a_key_gives_its_ID_token_to_the_browser()
    {
        var connector = await ConnectorAsync("apple-universal", new { clientId = FakeProvider.ClientId });
        var browser = await BegunAsync();
        var asked = (await AskAsync(browser, connector)).Expect(200);
        Assert.Equal("code id_token", QueryHelpers.ParseQuery(new Uri(asked["authorizationUri"].GetString()!).Query)["response_type"].ToString());
        var back = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        (await VerifyAsync(browser, connector, back, asked["verificationId"].GetString())).Expect(200);
        var info = await UserInfoAsync(browser);
        Assert.Equal(("100200300", "kim@provider.example"), (Text(info, "id"), Text(info, "email")));
        // The address beside the token is nobody's word.
        Assert.NotEqual("forged@victim.example", Text(info, "email"));
        Assert.DoesNotContain(Provider.Requests, request => request.Path.EndsWith("/token", StringComparison.Ordinal));

        // Another browser's token has another nonce.
        var other = await BegunAsync();
        var question = (await AskAsync(other, connector)).Expect(200);
        (await VerifyAsync(other, connector, back, question["verificationId"].GetString())).Expect(401, "connector.social_invalid_id_token");
        (await VerifyAsync(other, connector, new { code = "c" }, question["verificationId"].GetString())).Expect(400, "connector.invalid_response");
    }

    [Fact]
    public async Task Facebook_is_shown_that_we_know_the_secret_and_Naver_gets_the_state_back()
    {
        (await SignInAsync(await BegunAsync(), await ConnectorAsync("facebook-universal", ConfigOf("facebook-universal")))).Expect(200);
        Assert.Matches("^[0-9a-f]{64}$", Provider.Requests.Single(request => request.Path.EndsWith("/me", StringComparison.Ordinal)).Fields["appsecret_proof"]);
        (await SignInAsync(await BegunAsync(), await ConnectorAsync("naver-universal", ConfigOf("naver-universal")))).Expect(200);
        Assert.Equal(State, Provider.Requests.Last(request => request.Fields.ContainsKey("grant_type")).Fields["state"]);
    }

    [Fact]
    public async Task GitHub_without_the_scope_for_addresses_tells_none()
    {
        Provider.Instead["/api.github.com/user/emails"] = http =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        var browser = await BegunAsync();
        (await SignInAsync(browser, await ConnectorAsync("github-universal", ConfigOf("github-universal")))).Expect(200);
        // That of the public profile is not taken in its place, and the token in the answer is not kept.
        var info = await UserInfoAsync(browser);
        Assert.Null(Text(info, "email"));
        Assert.False(info.GetProperty("rawData").TryGetProperty("access_token", out _));
        Assert.Contains(Provider.Requests, request => request.Path == "/api.github.com/user" && request.Headers["User-Agent"] == "Gatehouse");
    }

    [Fact]
    public async Task A_generic_provider_may_answer_as_a_form_take_basic_credentials_and_name_its_claims()
    {
        Provider.AnswersAsForm = true;
        var config = ConfigOf("oauth2");
        config["tokenEndpointAuthMethod"] = "client_secret_basic";
        config["profileMap"] = new { email = "deep.mail", name = "id" };
        var browser = await BegunAsync();
        (await SignInAsync(browser, await ConnectorAsync("oauth2", config))).Expect(200);
        var info = await UserInfoAsync(browser);
        Assert.Equal(("100200300", "kim@provider.example"), (Text(info, "name"), Text(info, "email")));
        var asked = Provider.Requests.Single(request => request.Path == "/token");
        Assert.StartsWith("Basic ", asked.Headers["Authorization"], StringComparison.Ordinal);
        Assert.False(asked.Fields.ContainsKey("client_secret"));
    }

    [Fact(DisplayName = "Phone numbers come in as digits, and only verified ones")]
    public async Task Phones()
    {
        Provider.Account = new FakeAccount { Phone = "+82 10-1234-5678" };
        var connector = await ConnectorAsync("oidc", ConfigOf("oidc"));
        var browser = await BegunAsync();
        (await SignInAsync(browser, connector)).Expect(200);
        Assert.Equal("821012345678", Text(await UserInfoAsync(browser), "phone"));
        Provider.OnIdToken = claims => claims["phone_number_verified"] = false;
        browser = await BegunAsync();
        (await SignInAsync(browser, connector)).Expect(200);
        Assert.Null(Text(await UserInfoAsync(browser), "phone"));
    }

    [Theory(DisplayName = "What is no address, no name and no picture is left out")]
    [InlineData("email", "no address")]
    [InlineData("email", "a@b@c.example")]
    [InlineData("email", "@x")]
    [InlineData("picture", "javascript:alert(1)")]
    [InlineData("picture", "/relative.png")]
    [InlineData("name", " \u0001 ")]
    public async Task Facts_that_can_not_be(string claim, string value)
    {
        Provider.OnIdToken = claims => claims[claim] = value;
        var browser = await BegunAsync();
        (await SignInAsync(browser, await ConnectorAsync("oidc", ConfigOf("oidc")))).Expect(200);
        Assert.Null(Text(await UserInfoAsync(browser), claim == "picture" ? "avatar" : claim));
    }

    private static async Task<Dictionary<string, string>> QuestionAsync(Browser browser, string connector) =>
        QueryHelpers.ParseQuery(new Uri((await AskAsync(browser, connector)).Expect(200)["authorizationUri"].GetString()!).Query)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    private static string? Text(JsonElement info, string member) => info.TryGetProperty(member, out var value) ? value.GetString() : null;
}
