namespace Gatehouse.BrowserTests.Support;

/// <summary>What people do on pages, by what they see.</summary>
internal static class Steps
{
    extension(IPage page)
    {
        public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        public Task FollowAsync(string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

        public Task FillInAsync(string label, string value) => page.GetByLabel(label, new() { Exact = true }).FillAsync(value);

        public Task TitledAsync(string heading) => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);

        public Task ToldAsync(string sentence) => Assertions.Expect(page.GetByText(sentence)).ToBeVisibleAsync();
    }
}
