using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>How the sign-in experience steers the first page (contract/experience-api.md 10, contract/management-misc.md 4).</summary>
public sealed class SignInSettingTests(MailboxServer own) : IClassFixture<MailboxServer>, IAsyncLifetime
{
    private const string ByPassword = """{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}""";

    private TestServer Server => own.Server;

    public async ValueTask InitializeAsync() => await SetAsync(experience =>
    {
        experience.SignIn = Methods(ByPassword);
        experience.SignInMode = "SignInAndRegister";
        experience.ForgotPasswordMethods = JsonText.EmptyArray;
        (experience.TermsOfUseUrl, experience.PrivacyPolicyUrl, experience.AgreeToTermsPolicy) = (null, null, "Automatic");
        (experience.SupportEmail, experience.SupportWebsiteUrl) = (null, null);
        experience.PasswordExpiration = JsonText.EmptyObject;
    });

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("username", "Username", "text")]
    [InlineData("email", "Email", "email")]
    [InlineData("phone", "Phone number", "tel")]
    [InlineData("username,email", "Username or email", "text")]
    [InlineData("email,phone,username", "Email, phone number or username", "text")]
    public async Task The_field_is_named_after_the_identifiers_in_their_order(string kinds, string label, string type)
    {
        await SetAsync(experience => experience.SignIn = Methods([.. kinds.Split(',').Select(kind => ByPassword.Replace("username", kind, StringComparison.Ordinal))]));
        var page = await BeginAsync();
        Assert.Equal((label, type), (page.Text("label[for=identifier]"), page.Field("identifier").GetAttribute("type")));
        Assert.Equal(["identifier", "password"], page.Fields);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("username")]
    public async Task Whatever_identifier_is_typed_signs_in(string kind)
    {
        await SetAsync(experience => experience.SignIn = Methods([.. ((string[])["email", "phone", "username"]).Select(one => ByPassword.Replace("username", one, StringComparison.Ordinal))]));
        var (id, username) = await Server.NewSignerAsync();
        var phone = TestServer.UniquePhone();
        (await Server.Api.PatchAnswerAsync($"/api/users/{id}", new { primaryEmail = $"{id}@mail.test", primaryPhone = phone })).Expect(200);
        var typed = kind switch { "email" => $" {id}@mail.test ", "phone" => $"+82 10-{phone[4..8]}-{phone[8..]}", _ => username };
        Assert.Contains("code", SignInFlow.Query((await (await BeginAsync()).SignInAsync(typed)).Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task Koreans_write_their_numbers_without_the_country()
    {
        await SetAsync(experience => experience.SignIn = Methods(ByPassword.Replace("username", "phone", StringComparison.Ordinal)));
        var (id, _) = await Server.NewSignerAsync();
        (await Server.Api.PatchAnswerAsync($"/api/users/{id}", new { primaryPhone = "821098765432" })).Expect(200);
        var page = await BeginAsync(("ui_locales", "ko"));
        Assert.Contains("code", SignInFlow.Query((await page.SignInAsync("010-9876-5432")).Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task Where_a_code_is_possible_the_identifier_comes_first_and_the_password_on_a_page_of_its_own()
    {
        await SetAsync(experience => experience.SignIn = Methods("""{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true}"""));
        var (id, _) = await Server.NewSignerAsync();
        (await Server.Api.PatchAnswerAsync($"/api/users/{id}", new { primaryEmail = $"{id}@mail.test" })).Expect(200);
        var first = await BeginAsync();
        Assert.Equal("identifier", Assert.Single(first.Fields));
        Assert.Equal("Continue", Assert.Single(first.Buttons));
        var second = await first.SendAsync(("identifier", $"{id}@mail.test"));
        Assert.Equal("Enter your password", second.Answer.Expect(200) is not null ? second.Heading : "");
        Assert.Equal(["password"], second.Fields);
        Assert.Contains($"{id}@mail.test", second.Text(".kept span"), StringComparison.Ordinal);
        Assert.NotNull(second.LinkTo("/sign-in"));
        Assert.Equal(["Sign in", "Sign in with a code"], second.Buttons);
        var wrong = await second.SendAsync(("password", "wrong"));
        Assert.Equal("true", wrong.Field("password").GetAttribute("aria-invalid"));
        Assert.Equal($"{id}@mail.test", wrong.Text(".kept span"));
        Assert.Contains("code", SignInFlow.Query((await wrong.SendAsync(("password", ExperienceCalls.Password))).Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task Going_back_keeps_what_was_typed_and_the_second_page_alone_leads_to_the_first()
    {
        await SetAsync(experience => experience.SignIn = Methods("""{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true}"""));
        var browser = Server.NewBrowser();
        var first = await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.Equal("/sign-in", (await browser.GetAsync("/sign-in/password")).Expect(303).Header("Location"));
        await first.SendAsync(("identifier", "someone@mail.test"));
        Assert.Equal("someone@mail.test", (await Page.OpenAsync(browser, "/sign-in")).Field("identifier").Value);
    }

    [Fact]
    public async Task Where_the_code_is_primary_or_alone_the_second_page_asks_for_one()
    {
        foreach (var method in (string[])["""{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":false}""", """{"identifier":"email","password":false,"verificationCode":true,"isPasswordPrimary":false}"""])
        {
            await SetAsync(experience => experience.SignIn = Methods(method));
            Assert.StartsWith("/sign-in/verification-code", (await (await BeginAsync()).PostAsync(("identifier", "a@mail.test"))).Expect(303).Header("Location"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tenant_without_registration_shows_no_way_to_it_and_one_without_sign_in_leads_there()
    {
        Assert.NotNull((await BeginAsync()).LinkTo("/register"));
        await SetAsync(experience => experience.SignInMode = "SignIn");
        Assert.Null((await BeginAsync()).LinkTo("/register"));
        await SetAsync(experience => experience.SignInMode = "Register");
        var browser = Server.NewBrowser();
        await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync()));
        Assert.StartsWith("/register", (await browser.GetAsync("/sign-in")).Expect(303).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_to_a_new_password_is_there_when_one_is_offered()
    {
        Assert.Null((await BeginAsync()).LinkTo("/forgot-password"));
        await SetAsync(experience => experience.ForgotPasswordMethods = JsonText.Strings("EmailVerificationCode"));
        var page = await BeginAsync();
        Assert.NotNull(page.LinkTo("/forgot-password"));
        Assert.Equal("Wrong account or password. Try again or choose a new password.", (await page.SignInAsync("nobody", "x")).Notice);
    }

    [Fact]
    public async Task An_expired_password_is_told_after_it_was_right_with_the_way_to_a_new_one()
    {
        var (id, username) = await Server.NewSignerAsync();
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordUpdatedAt, DateTime.UnixEpoch)));
        await SetAsync(experience =>
        {
            experience.ForgotPasswordMethods = JsonText.Strings("EmailVerificationCode");
            experience.PasswordExpiration = JsonText.FromStored("""{"enabled":true,"validPeriodDays":1,"enabledAt":1}""");
        });
        var page = await BeginAsync();
        var refused = await page.SignInAsync(username, "wrong");
        Assert.DoesNotContain("expired", refused.Notice, StringComparison.Ordinal);
        refused = await page.SignInAsync(username);
        Assert.Equal("Your password has expired. Choose a new one to sign in.", refused.Answer.Expect(422) is not null ? refused.Notice : "");
        Assert.Equal("Choose a new password", refused.Text("#notice a"));
    }

    [Fact]
    public async Task Documents_are_linked_and_agreed_to_by_going_on()
    {
        await SetAsync(experience => (experience.TermsOfUseUrl, experience.PrivacyPolicyUrl) = ("https://app.test/terms", "https://app.test/privacy"));
        var page = await BeginAsync();
        Assert.Equal(["https://app.test/terms", "https://app.test/privacy"], page.Document.QuerySelectorAll("form .small a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("By going on you accept the terms of use and privacy policy.", page.Text("form .small"));
    }

    [Fact]
    public async Task Where_people_must_agree_by_themselves_nobody_signs_in_without()
    {
        var (_, username) = await Server.NewSignerAsync();
        await SetAsync(experience => (experience.TermsOfUseUrl, experience.AgreeToTermsPolicy) = ("https://app.test/terms", "Manual"));
        var refused = await (await BeginAsync()).SignInAsync(username);
        Assert.Equal("Accept the terms first", refused.Answer.Expect(422) is not null ? refused.Notice : "");
        var done = await refused.SendAsync(("identifier", username), ("password", ExperienceCalls.Password), ("agree", "yes"));
        done.Answer.Expect(303);
    }

    [Fact]
    public async Task Support_is_named_at_the_foot()
    {
        Assert.Null((await BeginAsync()).Text(".foot p"));
        await SetAsync(experience => (experience.SupportEmail, experience.SupportWebsiteUrl) = ("help@app.test", "https://help.app.test/x"));
        var links = (await BeginAsync()).Document.QuerySelectorAll(".foot p a").Select(link => (link.GetAttribute("href"), link.TextContent));
        Assert.Equal([("mailto:help@app.test", "help@app.test"), ("https://help.app.test/x", "help.app.test")], links);
    }

    [Theory(DisplayName = "Contract oidc 6: identifier restricts the identifiers of the identifier page; what it does not know counts for nothing")]
    [InlineData("email", "Email")]
    [InlineData("phone username", "Phone number or username")]
    [InlineData("nothing", "Email, phone number or username")]
    public async Task Restricted(string identifier, string label)
    {
        await SetAsync(experience => experience.SignIn = Methods([.. ((string[])["email", "phone", "username"]).Select(one => ByPassword.Replace("username", one, StringComparison.Ordinal))]));
        var page = await BeginAsync(("first_screen", "identifier:sign_in"), ("identifier", identifier));
        Assert.Equal(label, page.Text("label[for=identifier]"));
        var (_, username) = await Server.NewSignerAsync();
        if (identifier != "email") (await page.SignInAsync(username)).Answer.Expect(303);
    }

    private async Task<Page> BeginAsync(params (string Name, string? Value)[] parameters) => await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), parameters);

    private Task SetAsync(Action<Experience> change) => Server.SetExperienceAsync(change);

    private static JsonText Methods(params string[] methods) => JsonText.FromStored($$"""{"methods":[{{string.Join(',', methods)}}]}""");
}
