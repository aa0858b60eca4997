using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>A page as somebody without script has it before them: what it says, and its forms to fill in and send.</summary>
internal sealed class Page
{
    private readonly Browser _browser;
    private readonly string _url;

    private Page(Browser browser, string url, Answer answer)
    {
        (_browser, _url, Answer) = (browser, url, answer);
        Document = new HtmlParser().ParseDocument(answer.Text);
    }

    public Answer Answer { get; }

    public Browser Browser => _browser;

    public IHtmlDocument Document { get; }

    public string Heading => Text("h1")!;

    /// <summary>What stands above the form; null for nothing.</summary>
    public string? Notice => Text("#notice p");

    public string Language => Document.DocumentElement.GetAttribute("lang")!;

    /// <summary>The names of the fields that can be filled in.</summary>
    public IEnumerable<string> Fields => Document.QuerySelectorAll<IHtmlInputElement>("input[name]:not([type=hidden])").Select(input => input.Name!);

    public IEnumerable<string> Buttons => Document.QuerySelectorAll("form button:not([type=button])").Select(button => Plain(button.TextContent));

    /// <summary>Opens the URL as a link would be opened and follows redirects inside the server.</summary>
    public static async Task<Page> OpenAsync(Browser browser, string url, params (string Name, string Value)[] headers) =>
        await FollowAsync(browser, url, await browser.GetAsync(url, headers), headers);

    /// <summary>An authorization request up to the page that it opens.</summary>
    public static async Task<Page> BeginAsync(Browser browser, string applicationId, params (string Name, string? Value)[] parameters) =>
        await OpenAsync(browser, SignInFlow.AuthUrl(applicationId, parameters));

    public IHtmlInputElement Field(string name) => Document.QuerySelector<IHtmlInputElement>($"input[name={name}]:not([type=hidden])")!;

    public string? LinkTo(string path) => Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).FirstOrDefault(href => href?.Split('?')[0] == path);

    public string? Text(string selector) => Document.QuerySelector(selector) is { } found ? Plain(found.TextContent) : null;

    /// <summary>Sends the form that has the first of the fields, or else the first form, and follows redirects inside the server.</summary>
    public async Task<Page> SendAsync(params (string Name, string Value)[] values) => await FollowAsync(_browser, _url, await PostAsync(values));

    /// <summary>As above, without following.</summary>
    public Task<Answer> PostAsync(params (string Name, string Value)[] values) => PostAsync(FormOf(values), values);

    /// <summary>Sends the form of a button with its value.</summary>
    public async Task<Answer> PressAsync(string label, params (string Name, string Value)[] values)
    {
        var button = Document.QuerySelectorAll<IHtmlButtonElement>("form button").Single(one => Plain(one.TextContent) == label || one.GetAttribute("aria-label") == label);
        return await PostAsync(button.Form!, string.IsNullOrEmpty(button.Name) ? values : [.. values, (button.Name, button.Value)]);
    }

    public Task<Page> FollowAsync(Answer answer) => FollowAsync(_browser, _url, answer);

    private IHtmlFormElement FormOf((string Name, string Value)[] values) =>
        Document.Forms.FirstOrDefault(form => values.Length > 0 && form.QuerySelector($"[name={values[0].Name}]") is not null) ?? Document.Forms[0];

    private Task<Answer> PostAsync(IHtmlFormElement form, (string Name, string Value)[] values)
    {
        var kept = form.QuerySelectorAll<IHtmlInputElement>("input").Where(input => input.Type is not ("checkbox" or "radio") || input.IsChecked)
            .Select(input => (Name: input.Name!, input.Value)).Where(sent => !values.Any(value => value.Name == sent.Name));
        var content = new FormUrlEncodedContent(kept.Concat(values).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        return _browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, content);
    }

    private static async Task<Page> FollowAsync(Browser browser, string url, Answer answer, params (string Name, string Value)[] headers)
    {
        for (var step = 0; step < 10 && answer.Header("Location") is { } location && IsOurs(browser, location); step++)
            (url, answer) = (location, await browser.GetAsync(location, headers));
        return new Page(browser, url, answer);
    }

    private static bool IsOurs(Browser browser, string location) => location.StartsWith('/') || location.StartsWith(browser.Endpoint, StringComparison.Ordinal);

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What tests of pages do again and again.</summary>
internal static class PageCalls
{
    extension(Page page)
    {
        /// <summary>Signs in on a page that has both fields.</summary>
        public Task<Page> SignInAsync(string identifier, string password = ExperienceCalls.Password) =>
            page.SendAsync(("identifier", identifier), ("password", password));
    }
}
