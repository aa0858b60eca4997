using System.Text.Json;

namespace Gatehouse.BrowserTests.Support;

/// <summary>What holds for every page.</summary>
internal static class Checks
{
    extension(IPage page)
    {
        /// <summary>No violation of axe-core's rules, in light and in dark.</summary>
        public async Task AssertAccessibleAsync()
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                // As an evaluation, not as a script element: the page's policy forbids strangers' scripts.
                await page.EvaluateAsync(await Packages.ReadAsync("axe-core/axe.min.js"));
                var violations = await page.EvaluateAsync<JsonElement>("axe.run(document).then(result => result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(node => node.html + ' ' + node.failureSummary) })))");
                Assert.True(violations.GetArrayLength() == 0, $"{scheme} {page.Url}: {violations}");
            }

            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null });
        }

        /// <summary>Nothing is wider than the window.</summary>
        public async Task AssertFitsAsync()
        {
            var (content, window) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
            Assert.True(content <= window, $"{page.Url} is {content} px wide in a window of {window} px");
            // Nor does anything reach out of the card, cut off or not, but for what can be scrolled.
            var outside = await page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('main *, footer *')].filter(element => element.checkVisibility() && !element.closest('.hidden, svg, pre, textarea, .tabs, .frame'))
                  .filter(element => { const box = element.getBoundingClientRect(), card = element.closest('main, footer').getBoundingClientRect(); return box.right > card.right + 1 || box.left < card.left - 1; })
                  .map(element => element.outerHTML.slice(0, 200))
                """);
            Assert.True(outside.Length == 0, $"{page.Url}: {string.Join('\n', outside)}");
        }

        /// <summary>Pictures of the page for people, in both themes and three widths, when <c>GATEHOUSE_TEST_LOOKS</c> names a folder for them.</summary>
        public async Task LookAsync(string name)
        {
            if (Environment.GetEnvironmentVariable("GATEHOUSE_TEST_LOOKS") is not { Length: > 0 } folder) return;
            var before = page.ViewportSize!;
            foreach (var (scheme, width) in new[] { (ColorScheme.Light, 390), (ColorScheme.Dark, 390), (ColorScheme.Light, 1024), (ColorScheme.Dark, 1440) })
            {
                await page.SetViewportSizeAsync(width, width == 390 ? 844 : 768);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
            }

            await page.SetViewportSizeAsync(before.Width, before.Height);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null });
        }
    }
}
