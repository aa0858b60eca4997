using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console;

/// <summary>Forms of the console's pages, which have more kinds of fields than those of the sign-in.</summary>
internal static class ConsoleForms
{
    extension(Page page)
    {
        /// <summary>The form with that <c>action</c> among its hidden fields.</summary>
        public IHtmlFormElement FormFor(string action) => page.Document.Forms.Single(form => form.QuerySelector($"input[type=hidden][name=action][value='{action}']") is not null);

        public bool HasForm(string action) => page.Document.QuerySelector($"input[type=hidden][name=action][value='{action}']") is not null;

        /// <summary>Sends a form as it stands but for these values; several of one name are sent all.</summary>
        public Task<Answer> PostFormAsync(IElement form, params (string Name, string Value)[] values)
        {
            var kept = form.QuerySelectorAll("input, select, textarea").Select(ValueOf).Where(pair => pair.Name is { Length: > 0 } && pair.Value is not null)
                .Where(pair => !values.Any(value => value.Name == pair.Name)).Select(pair => (pair.Name!, pair.Value!));
            var content = new FormUrlEncodedContent(kept.Concat(values).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
            return page.Browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, content);
        }

        public Task<Answer> PostFormAsync(string action, params (string Name, string Value)[] values) => page.PostFormAsync(page.FormFor(action), values);

        /// <summary>As above, and on to the page that it leads to.</summary>
        public async Task<Page> SubmitAsync(string action, params (string Name, string Value)[] values) => await page.FollowAsync(await page.PostFormAsync(action, values));

        /// <summary>The form that has this field.</summary>
        public async Task<Page> SubmitWithAsync(string field, params (string Name, string Value)[] values) =>
            await page.FollowAsync(await page.PostFormAsync(page.Document.Forms.First(form => form.QuerySelector($"[name='{field}']:not([type=hidden])") is not null), values));

        public string Said => page.Text(".toast span") ?? "";

        /// <summary>What stands beside a field.</summary>
        public string? ProblemAt(string field) => page.Document.GetElementById(field + "-problem")?.TextContent;

        public string Value(string field) => ValueOf(page.Document.GetElementsByName(field).First(element => element.GetAttribute("type") is not "hidden")).Value ?? "";

        /// <summary>What can be pressed, wherever it stands.</summary>
        public IReadOnlyList<string> Pressable => [.. page.Document.QuerySelectorAll("main button").Select(button => button.TextContent.Trim())];
    }

    private static (string? Name, string? Value) ValueOf(IElement element) => element switch
    {
        IHtmlInputElement { Type: "file" } => (null, null),
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => (null, null),
        IHtmlInputElement input => (input.Name, input.Value),
        IHtmlSelectElement { IsDisabled: false } select => (select.Name, select.Value),
        IHtmlTextAreaElement area => (area.Name, area.Value),
        _ => (null, null),
    };
}
