using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Pages of the console as tests walk them.</summary>
internal static class ConsoleForms
{
    extension(TestServer server)
    {
        /// <summary>A browser in which a new administrator of that role is signed in.</summary>
        public async Task<Browser> SignedInAsync(AdministratorRole role = AdministratorRole.Owner) =>
            await server.AtConsoleAsync((await server.NewAdministratorAsync(role)).Username);
    }

    extension(Browser browser)
    {
        /// <param name="path">Within tenant default.</param>
        public Task<Page> SeeAsync(string path) => Page.OpenAsync(browser, "/console/default" + path);
    }

    extension(Page page)
    {
        /// <summary>Sends the form with that button as a browser does: its fields as they stand, and these in place of those of the same name.</summary>
        /// <param name="values">Null takes a field away, as a box that is not ticked.</param>
        public Task<Answer> SubmitAsync(string button, params (string Name, string? Value)[] values)
        {
            var form = page.Document.QuerySelectorAll<IHtmlButtonElement>("form button:not([type=button])").Last(one => Plain(one.TextContent) == button).Form!;
            var kept = form.QuerySelectorAll("input, select, textarea").SelectMany(Sent).Where(sent => !Array.Exists(values, value => value.Name == sent.Name));
            var all = kept.Concat(values.Where(value => value.Value is not null).Select(value => (value.Name, Value: value.Value!)));
            return page.Browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(all.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));
        }

        /// <summary>The same, and what is shown then.</summary>
        public async Task<Page> SubmitAndSeeAsync(string button, params (string Name, string? Value)[] values) => await page.FollowAsync(await page.SubmitAsync(button, values));

        /// <summary>What stands beside a field of what is wrong with it.</summary>
        public string? ProblemOf(string field) => page.Document.GetElementById(field + "-problem")?.TextContent;

        public string? ValueOf(string field) => page.Document.GetElementById(field) switch
        {
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement select => select.Value,
            _ => null,
        };

        public IEnumerable<string> ButtonNames => page.Document.QuerySelectorAll("main button, main a.button").Select(button => Plain(button.TextContent));

        public string Body => Plain(page.Document.QuerySelector("main")!.TextContent);

        /// <summary>Nothing that somebody stored became an element, an attribute that runs, or an address that runs.</summary>
        public void AssertHarmless()
        {
            Assert.Equal(2, page.Document.QuerySelectorAll("script").Length);
            Assert.Empty(page.Document.QuerySelectorAll("main style, main img[onerror], main [onload], main [style]"));
            Assert.DoesNotContain(page.Document.QuerySelectorAll("a[href]"), link => link.GetAttribute("href")!.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<(string Name, string Value)> Sent(IElement field) => field switch
    {
        { ParentElement: IHtmlFieldSetElement { IsDisabled: true } } => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [(input.Name!, input.Value)],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [(area.Name!, area.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [(select.Name!, select.Value ?? "")],
        _ => [],
    };

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
