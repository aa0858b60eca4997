using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console;

/// <summary>Pages of the console as somebody walks them: forms with all their kinds of fields, sent by the button that somebody presses or by what they do.</summary>
internal static class ConsoleWalk
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
        /// <summary>
        /// Presses the last button of that name as a browser does: the fields of its form as they stand, and these in place of those of the same
        /// name. Null takes a field away, as a box that is not ticked.
        /// </summary>
        public Task<Answer> ClickAsync(string button, params (string Name, string? Value)[] values)
        {
            var pressed = page.Document.QuerySelectorAll<IHtmlButtonElement>("main form button:not([type=button])").Last(one => Plain(one.TextContent) == button);
            (string Name, string? Value)[] own = pressed.Name is { Length: > 0 } name && !Array.Exists(values, value => value.Name == name) ? [(name, pressed.Value)] : [];
            return page.PostFormAsync(pressed.Form!, [.. values, .. own]);
        }

        /// <summary>The same, and the page that it leads to.</summary>
        public async Task<Page> ClickThroughAsync(string button, params (string Name, string? Value)[] values) => await page.FollowAsync(await page.ClickAsync(button, values));

        /// <summary>The form with that <c>action</c> among its hidden fields.</summary>
        public IHtmlFormElement FormFor(string action) => page.Document.Forms.Single(form => form.QuerySelector($"input[type=hidden][name=action][value='{action}']") is not null);

        public bool HasForm(string action) => page.Document.QuerySelector($"input[type=hidden][name=action][value='{action}']") is not null;

        /// <summary>Sends a form as it stands but for these values; several of one name are sent all.</summary>
        public Task<Answer> PostFormAsync(IElement form, params (string Name, string? Value)[] values)
        {
            var kept = ((IHtmlFormElement)form).Elements.SelectMany(Sent).Where(sent => !Array.Exists(values, value => value.Name == sent.Name));
            var all = kept.Concat(values.Where(value => value.Value is not null).Select(value => (value.Name, Value: value.Value!)));
            return page.Browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(all.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));
        }

        public Task<Answer> PostFormAsync(string action, params (string Name, string? Value)[] values) => page.PostFormAsync(page.FormFor(action), values);

        /// <summary>As above, and on to the page that it leads to.</summary>
        public async Task<Page> SubmitAsync(string action, params (string Name, string? Value)[] values) => await page.FollowAsync(await page.PostFormAsync(action, values));

        /// <summary>The form that has this field.</summary>
        public async Task<Page> SubmitWithAsync(string field, params (string Name, string? Value)[] values) =>
            await page.FollowAsync(await page.PostFormAsync(page.Document.Forms.First(form => form.QuerySelector($"[name='{field}']:not([type=hidden])") is not null), values));

        /// <summary>What stands beside a field of what is wrong with it.</summary>
        public string? ProblemOf(string field) => page.Document.GetElementById(field + "-problem")?.TextContent;

        /// <summary>What stands in a field, by its id or its name.</summary>
        public string? ValueOf(string field) =>
            (page.Document.GetElementById(field) ?? page.Document.GetElementsByName(field).FirstOrDefault(element => element.GetAttribute("type") is not "hidden")) switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };

        /// <summary>The values of the boxes of that name which are ticked.</summary>
        public IReadOnlyList<string> Ticked(string name) =>
            [.. page.Document.QuerySelectorAll<IHtmlInputElement>($"input[name='{name}']").Where(box => box.IsChecked).Select(box => box.Value)];

        /// <summary>What a select offers.</summary>
        public IReadOnlyList<string> OptionsOf(string id) =>
            [.. page.Document.QuerySelectorAll<IHtmlOptionElement>($"select[id='{id}'] option").Where(option => option.Value.Length > 0).Select(option => Plain(option.TextContent))];

        /// <summary>What was done, as it is told once.</summary>
        public string Said => page.Text(".toast span") ?? "";

        public string Body => Plain(page.Document.QuerySelector("main")!.TextContent);

        /// <summary>What the first cells of a list say.</summary>
        public IReadOnlyList<string> Rows => [.. page.Document.QuerySelectorAll("main tbody tr th").Select(cell => Plain(cell.TextContent))];

        /// <summary>What can be pressed, wherever it stands.</summary>
        public IReadOnlyList<string> ButtonNames => [.. page.Document.QuerySelectorAll("main button, main a.button").Select(button => Plain(button.TextContent)).Distinct()];

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
        IHtmlInputElement { Type: "file" } or IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [(input.Name!, input.Value)],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [(area.Name!, area.Value)],
        IHtmlSelectElement { Name.Length: > 0, IsDisabled: false } select => [(select.Name!, select.Value ?? "")],
        _ => [],
    };

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
