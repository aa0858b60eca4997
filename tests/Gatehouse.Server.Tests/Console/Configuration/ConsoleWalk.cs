using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>Pages of the console as somebody walks them: forms with all their kinds of fields, sent by the button that somebody presses.</summary>
internal static class ConsoleWalk
{
    /// <summary>Names that would do harm if a page took them for more than text.</summary>
    public static TheoryData<string> Hostile =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea><style>body{display:none}</style>", "javascript:alert(1)", "'-alert(1)-'", "{{7*7}} @(1+1)", "אבג\u202egnp.exe",
    ];

    extension(TestServer server)
    {
        /// <summary>A browser in which a new administrator of that role is at the console.</summary>
        public async Task<Browser> AsAdministratorAsync(AdministratorRole role = AdministratorRole.Owner) => await server.AtConsoleAsync((await server.NewAdministratorAsync(role)).Username);
    }

    extension(Browser browser)
    {
        /// <param name="path">Within tenant default.</param>
        public Task<Page> WalkToAsync(string path) => Page.OpenAsync(browser, "/console/default" + path);
    }

    extension(Page page)
    {
        /// <summary>Presses the last button of that name with these values in place of those that stand there; null takes a field away.</summary>
        public Task<Answer> ClickAsync(string button, params (string Name, string? Value)[] values)
        {
            var form = page.Document.QuerySelectorAll<IHtmlButtonElement>("main form button:not([type=button])").Last(one => Plain(one.TextContent) == button).Form!;
            var kept = form.QuerySelectorAll("input, select, textarea").SelectMany(Sent).Where(sent => !Array.Exists(values, value => value.Name == sent.Name));
            var all = kept.Concat(values.Where(value => value.Value is not null).Select(value => (value.Name, Value: value.Value!)));
            return page.Browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(all.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));
        }

        /// <summary>The same, and the page that it leads to.</summary>
        public async Task<Page> ClickThroughAsync(string button, params (string Name, string? Value)[] values) => await page.FollowAsync(await page.ClickAsync(button, values));

        /// <summary>What stands beside a field of what is wrong with it.</summary>
        public string? Wrong(string field) => page.Document.GetElementById(field + "-problem")?.TextContent;

        public string? Typed(string field) => page.Document.GetElementById(field) switch
        {
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement select => select.Value,
            _ => null,
        };

        /// <summary>The values of the boxes of that name which are ticked.</summary>
        public IReadOnlyList<string> Ticked(string name) =>
            [.. page.Document.QuerySelectorAll<IHtmlInputElement>($"input[name='{name}']").Where(box => box.IsChecked).Select(box => box.Value)];

        public string Toast => page.Text(".toast span") ?? "";

        public string Main => Plain(page.Document.QuerySelector("main")!.TextContent);

        /// <summary>What the first cells of a list say.</summary>
        public IReadOnlyList<string> Rows => [.. page.Document.QuerySelectorAll("main tbody tr th").Select(cell => Plain(cell.TextContent))];

        public IReadOnlyList<string> Presses => [.. page.Document.QuerySelectorAll("main button, main a.button").Select(button => Plain(button.TextContent)).Distinct()];

        /// <summary>Nothing that was stored became an element, an attribute that runs, or an address that runs.</summary>
        public void AssertInert()
        {
            Assert.Equal(2, page.Document.QuerySelectorAll("script").Length);
            Assert.Empty(page.Document.QuerySelectorAll("main style, main img[onerror], main [onload], main [style]"));
            Assert.DoesNotContain(page.Document.QuerySelectorAll("a[href]"), link => link.GetAttribute("href")!.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<(string Name, string Value)> Sent(IElement field) => field switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [(input.Name!, input.Value)],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [(area.Name!, area.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [(select.Name!, select.Value ?? "")],
        _ => [],
    };

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
