using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 7: what the user is to have, collected before submit.</summary>
public sealed class ProfileTests : ServerTest
{
    private async Task<(Browser Browser, Interaction Interaction, string UserId)> IdentifiedAsync(object? user = null)
    {
        var (browser, interaction) = await Browser.BegunAsync(Server);
        var (id, username) = await Server.NewSignerAsync();
        if (user is not null) (await Api.PatchAnswerAsync("/api/users/" + id, user)).Expect(200);
        await browser.IdentifyByPasswordAsync(username);
        return (browser, interaction, id);
    }

    private static string Address() => TestServer.Unique() + "@example.test";

    private async Task<Answer> UserAsync(string id) => (await Api.GetAnswerAsync("/api/users/" + id)).Expect(200);

    [Fact]
    public async Task Nothing_is_added_while_a_password_is_reset()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await browser.AddAsync("username", TestServer.Unique())).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.AddAsync("password", FreshPassword)).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.AddVerifiedAsync("email", await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.AddFormAsync("{}")).Expect(400, "session.not_supported_for_forgot_password");
    }

    [Fact]
    public async Task Who_signs_in_must_be_known_first()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.AddAsync("username", TestServer.Unique())).Expect(404, "session.identifier_not_found");
        (await browser.AddAsync("password", FreshPassword)).Expect(404, "session.identifier_not_found");
        (await browser.AddVerifiedAsync("email", await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(404, "session.identifier_not_found");
        (await browser.AddFormAsync("{}")).Expect(404, "session.identifier_not_found");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"username","value":"1x"}""")]
    [InlineData("""{"type":"username"}""")]
    [InlineData("""{"type":"nickname","value":"x"}""")]
    [InlineData("""{"type":"email","value":"x"}""")]
    [InlineData("""{"type":"extraProfile","values":[]}""")]
    [InlineData("""{"type":"extraProfile"}""")]
    [InlineData("""{"value":"x"}""")]
    [InlineData("""{"type":"extraProfile","values":{"with-dash":1}}""")]
    [InlineData("""{"type":"extraProfile","values":{"":1}}""")]
    [InlineData("""{"type":"extraProfile","values":{"avatar":"no url"}}""")]
    [InlineData("""{"type":"extraProfile","values":{"address":"a street"}}""")]
    [InlineData("""{"type":"extraProfile","values":{"name":5}}""")]
    public async Task What_fits_no_variant_is_invalid_input(string body)
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.PostAsync("/api/experience/profile", body)).Expect(400, "guard.invalid_input");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Theory]
    [InlineData("preferredUsername", "built_in_prop")]
    [InlineData("username", "sign_in_identifier")]
    [InlineData("email", "sign_in_identifier")]
    [InlineData("primaryPhone", "sign_in_identifier")]
    [InlineData("onboarding", "custom_data")]
    [InlineData("guideRequests", "custom_data")]
    public async Task Reserved_names_are_no_fields(string name, string why)
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.AddFormAsync($$"""{"{{name}}":"x"}""")).Expect(400, "custom_profile_fields.name_conflict_" + why);
    }

    [Fact]
    public async Task Nothing_reaches_the_user_before_submit()
    {
        var (browser, _, id) = await IdentifiedAsync(new { customData = new { kept = 1, team = "blue" }, profile = new { nickname = "old", gender = "x" } });
        (await browser.AddFormAsync("""{"name":"Kim","avatar":"https://pictures.example/1","nickname":"new","address":{"country":"KR"},"team":"red"}""")).Expect(204);
        Assert.Equal(
            """{"avatar":"https://pictures.example/1","name":"Kim","profile":{"nickname":"new","address":{"country":"KR"}},"customData":{"team":"red"},"submitted":true}""",
            (await browser.StateAsync())["profile"].GetRawText());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await UserAsync(id))["name"].ValueKind);
        (await browser.SubmitAsync()).Expect(200);
        var user = await UserAsync(id);
        Assert.Equal(("Kim", "https://pictures.example/1"), (user["name"].GetString(), user["avatar"].GetString()));
        Assert.Equal(("new", "x", "KR"), (user["profile"].GetProperty("nickname").GetString(), user["profile"].GetProperty("gender").GetString(), user["profile"].GetProperty("address").GetProperty("country").GetString()));
        Assert.Equal((1, "red"), (user["customData"].GetProperty("kept").GetInt32(), user["customData"].GetProperty("team").GetString()));
        // What was written is pending no more: the same end again changes nothing.
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact]
    public async Task A_second_form_takes_the_place_of_the_first()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.AddFormAsync("""{"nickname":"a","team":"red"}""")).Expect(204);
        (await browser.AddFormAsync("""{"gender":"b"}""")).Expect(204);
        Assert.Equal("""{"profile":{"gender":"b"},"customData":{},"submitted":true}""", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Fact]
    public async Task Addresses_need_a_record_of_their_kind_that_is_verified()
    {
        var (browser, interaction, id) = await IdentifiedAsync();
        var (email, phone) = (Address(), TestServer.UniquePhone());
        var mail = await Server.PlaceAsync(interaction, EmailCode(email));
        var sms = await Server.PlaceAsync(interaction, PhoneCode(phone));
        (await browser.AddVerifiedAsync("phone", mail)).Expect(404, "session.verification_session_not_found");
        (await browser.AddVerifiedAsync("social", mail)).Expect(404, "session.verification_session_not_found");
        (await browser.AddVerifiedAsync("email", "nothing")).Expect(404, "session.verification_session_not_found");
        (await browser.AddVerifiedAsync("email", await Server.PlaceAsync(interaction, EmailCode(email, isVerified: false)))).Expect(400, "session.verification_failed");
        mail = await Server.PlaceAsync(interaction, EmailCode(email));
        (await browser.AddVerifiedAsync("email", mail)).Expect(204);
        (await browser.AddVerifiedAsync("phone", sms)).Expect(204);
        Assert.Equal($$"""{"primaryEmail":"{{email}}","primaryPhone":"{{phone}}"}""", (await browser.StateAsync())["profile"].GetRawText());
        (await browser.SubmitAsync()).Expect(200);
        var user = await UserAsync(id);
        Assert.Equal((email, phone), (user["primaryEmail"].GetString(), user["primaryPhone"].GetString()));
    }

    [Fact]
    public async Task What_the_account_has_is_not_added()
    {
        var (browser, interaction, _) = await IdentifiedAsync(new { primaryEmail = Address(), primaryPhone = TestServer.UniquePhone() });
        (await browser.AddAsync("username", TestServer.Unique())).Expect(422, "user.username_exists_in_profile");
        (await browser.AddAsync("password", FreshPassword)).Expect(422, "user.password_exists_in_profile");
        (await browser.AddVerifiedAsync("email", await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(422, "user.email_exists_in_profile");
        (await browser.AddVerifiedAsync("phone", await Server.PlaceAsync(interaction, PhoneCode("821012345678")))).Expect(422, "user.phone_exists_in_profile");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Fact]
    public async Task What_others_have_is_not_added()
    {
        var (taken, email, phone) = (TestServer.Unique(), Address(), TestServer.UniquePhone());
        await Api.NewUserAsync(new { username = taken, primaryEmail = email, primaryPhone = phone });
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.AddAsync("username", taken)).Expect(422, "user.username_already_in_use");
        (await browser.AddVerifiedAsync("email", await Server.PlaceAsync(interaction, EmailCode(email.ToUpperInvariant())))).Expect(422, "user.email_already_in_use");
        (await browser.AddVerifiedAsync("phone", await Server.PlaceAsync(interaction, PhoneCode(phone)))).Expect(422, "user.phone_already_in_use");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Fact]
    public async Task A_social_account_is_added_at_submit()
    {
        var target = TestServer.Unique("t");
        var provider = await Server.NewProviderAsync(target);
        var (browser, interaction, id) = await IdentifiedAsync();
        (await browser.AddVerifiedAsync("social", await Server.PlaceAsync(interaction, Social(provider, id: null)))).Expect(400, "session.verification_failed");
        (await browser.AddVerifiedAsync("social", await Server.PlaceAsync(interaction, Social(provider, "added", Address(), name: "Not taken over")))).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        var user = await UserAsync(id);
        Assert.Equal("added", user["identities"].GetProperty(target).GetProperty("userId").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, user["name"].ValueKind);
        var (other, second, _) = await IdentifiedAsync();
        (await other.AddVerifiedAsync("social", await Server.PlaceAsync(second, Social(provider, "added")))).Expect(422, "user.identity_already_in_use");
    }

    [Fact]
    public async Task A_password_obeys_the_policy_and_is_none_of_what_is_pending()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.AddFormAsync("""{"name":"Wolfeschlegel"}""")).Expect(204);
        (await browser.AddAsync("password", "abc")).Expect(422, "password.rejected");
        var own = (await browser.AddAsync("password", "Wolfeschlegel7")).Expect(422, "password.rejected");
        Assert.Contains("password_rejected.restricted.user_info", own["data"].GetRawText(), StringComparison.Ordinal);
        (await browser.AddAsync("password", FreshPassword)).Expect(204);
        Assert.DoesNotContain("argon2", (await browser.StateAsync()).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_password_is_added_to_an_account_without_one()
    {
        var email = Address();
        var user = await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = email });
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        // Required by the tenant (section 9 step 6).
        Assert.Equal("""{"missingProfile":["password"]}""", (await browser.SubmitAsync()).Expect(422, "user.missing_profile")["data"].GetRawText());
        (await browser.AddAsync("password", FreshPassword)).Expect(204);
        Assert.False((await UserAsync(user.Id))["hasPassword"].GetBoolean());
        (await browser.SubmitAsync()).Expect(200);
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/password/verify", new { password = FreshPassword })).Expect(204);
    }

    [Fact(DisplayName = "Section 9 step 5: what was free when it was collected and is not any more is refused and changes nothing")]
    public async Task A_name_that_was_taken_meanwhile_is_refused_at_submit()
    {
        var (email, wanted) = (Address(), TestServer.Unique());
        var user = await Api.NewUserAsync(new { primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" });
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        (await browser.AddAsync("username", wanted)).Expect(204);
        (await browser.AddFormAsync("""{"name":"not written"}""")).Expect(204);
        var other = await Api.NewUserAsync(new { username = wanted });
        (await browser.SubmitAsync()).Expect(422, "user.username_already_in_use");
        Assert.Null(await Server.LoginAsync(interaction));
        var row = await UserAsync(user.Id);
        Assert.Equal((null, null), (row["username"].GetString(), row["name"].GetString()));
        // Another name, and the same interaction ends well.
        (await browser.AddAsync("username", TestServer.Unique())).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(wanted, (await UserAsync(other.Id))["username"].GetString());
    }

    [Fact(DisplayName = "Section 9: of 20 submits at once that bring one name one writes it")]
    public async Task Submits_at_once_share_no_name()
    {
        var wanted = TestServer.Unique();
        var browsers = new List<Browser>();
        for (var number = 0; number < 20; number++)
        {
            var email = Address();
            await Api.NewUserAsync(new { primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" });
            var (browser, interaction) = await Browser.BegunAsync(Server);
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
            (await browser.AddAsync("username", wanted)).Expect(204);
            browsers.Add(browser);
        }

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SubmitAsync()));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "user.username_already_in_use"));
    }

    [Fact]
    public async Task Each_addition_has_its_entry()
    {
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.AddAsync("username", TestServer.Unique())).Expect(204);
        (await browser.AddAsync("password", "abc")).Expect(422);
        Assert.Equal(["Interaction.Register.Create", "Interaction.Register.Profile.Update", "Interaction.Register.Profile.Update"], (await Server.StepsAsync(interaction.Id)).Select(row => row.Key));
    }
}

/// <summary>Contract/experience-api.md 7: who has a second factor shows it before anything is added.</summary>
public sealed class ProfileBehindFactorTests(OwnServer own) : IClassFixture<OwnServer>
{
    [Fact]
    public async Task Only_a_social_account_is_added_without_the_second_factor()
    {
        var server = own.Server;
        await server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored("""{"factors":["EmailVerificationCode"],"policy":"Mandatory"}"""));
        var (id, username) = await server.NewSignerAsync();
        (await server.Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = TestServer.Unique() + "@example.test" })).Expect(200);
        var (browser, interaction) = await Browser.BegunAsync(server);
        await browser.IdentifyByPasswordAsync(username);
        foreach (var interactionEvent in (string[])["SignIn", "Register"])
        {
            (await browser.TurnAsync(interactionEvent)).Expect(204);
            (await browser.AddFormAsync("{}")).Expect(403, "session.mfa.require_mfa_verification");
            (await browser.AddAsync("password", FreshPassword)).Expect(403, "session.mfa.require_mfa_verification");
            (await browser.AddVerifiedAsync("phone", await server.PlaceAsync(interaction, PhoneCode("821012345678")))).Expect(403, "session.mfa.require_mfa_verification");
        }

        var provider = await server.NewProviderAsync(TestServer.Unique("t"));
        (await browser.AddVerifiedAsync("social", await server.PlaceAsync(interaction, Social(provider, "x")))).Expect(204);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
    }
}
