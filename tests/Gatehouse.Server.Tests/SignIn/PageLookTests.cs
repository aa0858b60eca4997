using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>Whose page it is, and in whose language (contract/management-misc.md 4, 5 and 11).</summary>
public sealed class PageLookTests(OwnServer own) : IClassFixture<OwnServer>, IAsyncLifetime
{
    private TestServer Server => own.Server;

    public async ValueTask InitializeAsync() => await Server.SetExperienceAsync(experience =>
    {
        experience.Color = Color("#6139F6", isDark: false);
        experience.Branding = JsonText.EmptyObject;
        experience.CustomCss = null;
        experience.LanguageInfo = JsonText.FromStored("""{"autoDetect":true,"fallbackLanguage":"en"}""");
    });

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_brand_colour_dark_mode_and_logos_are_the_tenants()
    {
        var page = await SeenAsync();
        Assert.Contains("--l-brand:#6139f6", page.Text("style"), StringComparison.Ordinal);
        Assert.Equal("light", page.Document.DocumentElement.GetAttribute("data-theme"));
        Assert.Empty(page.Document.QuerySelectorAll("img"));
        await Server.SetExperienceAsync(experience =>
        {
            experience.Color = Color("#123", isDark: true);
            experience.Branding = JsonText.FromStored("""{"logoUrl":"https://cdn.test/l.svg","darkLogoUrl":"https://cdn.test/d.svg","favicon":"https://cdn.test/f.ico"}""");
        });
        page = await SeenAsync();
        Assert.Contains("--l-brand:#112233", page.Text("style"), StringComparison.Ordinal);
        Assert.Equal("auto", page.Document.DocumentElement.GetAttribute("data-theme"));
        Assert.Equal(("https://cdn.test/l.svg", "https://cdn.test/d.svg", "https://cdn.test/f.ico"), (
            page.Document.QuerySelector("img")!.GetAttribute("src"), page.Document.QuerySelector("source")!.GetAttribute("srcset"), page.Document.QuerySelector("link[rel=icon]")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Where_there_is_no_logo_the_application_is_named()
    {
        var app = await Server.NewAppAsync();
        var page = await Page.BeginAsync(Server.NewBrowser(), app);
        Assert.NotNull(page.Text(".owner"));
        (await Server.Api.PutAnswerAsync($"/api/applications/{app}/sign-in-experience", new { displayName = "The Shop" })).Expect(201);
        Assert.Equal("The Shop", (await Page.BeginAsync(Server.NewBrowser(), app)).Text(".owner"));
    }

    [Fact(DisplayName = "Contract management-misc 11: the organization's look stands over the application's, that over the tenant's")]
    public async Task Over_one_another()
    {
        var app = await Server.NewAppAsync();
        (await Server.Api.PutAnswerAsync($"/api/applications/{app}/sign-in-experience", new { color = new { primaryColor = "#00ff00" }, branding = new { logoUrl = "https://app.test/logo.png" } })).Expect(201);
        var organization = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = "O", branding = new { logoUrl = "https://org.test/logo.png" } })).Expect(201).Id;
        var page = await Page.BeginAsync(Server.NewBrowser(), app);
        Assert.Contains("--l-brand:#00ff00", page.Text("style"), StringComparison.Ordinal);
        Assert.Equal("https://app.test/logo.png", page.Document.QuerySelector("img")!.GetAttribute("src"));
        page = await Page.BeginAsync(Server.NewBrowser(), app, ("organization_id", organization));
        Assert.Contains("--l-brand:#00ff00", page.Text("style"), StringComparison.Ordinal);
        Assert.Equal("https://org.test/logo.png", page.Document.QuerySelector("img")!.GetAttribute("src"));
    }

    [Fact]
    public async Task Custom_css_stands_in_an_element_of_its_own_that_it_can_not_leave()
    {
        await Server.SetExperienceAsync(experience => experience.CustomCss = "h1 > b { color: red } </style><script>alert(1)</script></STYLE >");
        var page = await SeenAsync();
        var styles = page.Document.QuerySelectorAll("style");
        Assert.Equal(2, styles.Length);
        Assert.StartsWith("h1 > b { color: red } <\\/style>", styles[1].TextContent, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("script"));
        Assert.NotNull(styles[1].GetAttribute("nonce"));
    }

    [Theory]
    [InlineData("#6139F6")]
    [InlineData("#ffee00")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#777777")]
    [InlineData("#ff6b6b")]
    public void Text_on_and_in_any_colour_can_be_read(string hex)
    {
        var brand = Gatehouse.Server.Components.Color.Read(hex, default);
        Assert.InRange(brand.On.ContrastWith(brand), 4.5, 21);
        foreach (var surface in (string[])["#ffffff", "#1d1f25"])
        {
            var read = Gatehouse.Server.Components.Color.Read(surface, default);
            Assert.InRange(brand.ReadableOn(read).ContrastWith(read), 4.5, 21);
        }
    }

    [Fact]
    public async Task Language_is_the_requests_then_the_one_chosen_at_the_foot_then_the_browsers_then_the_tenants()
    {
        var app = await Server.NewAppAsync();
        (string, string) korean = ("Accept-Language", "ko-KR,en;q=0.5");
        Assert.Equal("ko", (await Page.OpenAsync(Server.NewBrowser(), SignInFlow.AuthUrl(app), korean)).Language);
        Assert.Equal("en", (await Page.OpenAsync(Server.NewBrowser(), SignInFlow.AuthUrl(app, ("ui_locales", "de en")), korean)).Language);
        await Server.SetExperienceAsync(experience => experience.LanguageInfo = JsonText.FromStored("""{"autoDetect":false,"fallbackLanguage":"ko"}"""));
        Assert.Equal("ko", (await Page.BeginAsync(Server.NewBrowser(), app)).Language);
        Assert.Equal("ko", (await Page.OpenAsync(Server.NewBrowser(), SignInFlow.AuthUrl(app), ("Accept-Language", "en"))).Language);
    }

    [Fact]
    public async Task Who_chooses_a_language_keeps_it_until_an_application_asks_for_another()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        var page = await Page.BeginAsync(browser, app, ("ui_locales", "en"));
        var link = page.Document.QuerySelector(".languages a[lang=ko]")!.GetAttribute("href")!;
        Assert.Equal("한국어", page.Document.QuerySelector(".languages a[lang=ko]")!.TextContent);
        Assert.Equal("ko", (await Page.OpenAsync(browser, link)).Language);
        // On the next page, in the next sign-in with the same wish and with none, but not against a new wish.
        Assert.Equal("ko", (await Page.OpenAsync(browser, "/sign-in")).Language);
        Assert.Equal("ko", (await Page.BeginAsync(browser, app, ("ui_locales", "en"))).Language);
        Assert.Equal("ko", (await Page.BeginAsync(browser, app)).Language);
        Assert.Equal("en", (await Page.BeginAsync(browser, app, ("ui_locales", "en-GB"))).Language);
    }

    [Fact(DisplayName = "Contract management-misc 5: the tenant's own sentences stand over the built-in ones, in languages of its own too")]
    public async Task Custom_phrases()
    {
        (await Server.Api.PutAnswerAsync("/api/custom-phrases/fr", new { action = new { sign_in = "Se connecter" } })).Expect(201);
        (await Server.Api.PutAnswerAsync("/api/custom-phrases/ar", new { error = new { general_required = "{{types}} مطلوب" } })).Expect(201);
        var app = await Server.NewAppAsync();
        var page = await Page.BeginAsync(Server.NewBrowser(), app, ("ui_locales", "fr-CA"));
        Assert.Equal(("fr", "Se connecter", "Password"), (page.Language, page.Buttons.Single(), page.Text("label[for=password]")));
        page = await (await Page.BeginAsync(Server.NewBrowser(), app, ("ui_locales", "ar"))).SignInAsync("", "");
        Assert.Equal(("rtl", "Username مطلوب"), (page.Document.DocumentElement.GetAttribute("dir"), page.Notice));
    }

    private async Task<Page> SeenAsync() => await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync());

    private static JsonText Color(string primary, bool isDark) =>
        JsonText.FromStored($$"""{"primaryColor":"{{primary}}","isDarkModeEnabled":{{(isDark ? "true" : "false")}},"darkPrimaryColor":"#8768F8"}""");
}
