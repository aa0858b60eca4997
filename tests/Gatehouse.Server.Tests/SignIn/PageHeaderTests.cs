using System.Text.RegularExpressions;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>What every page has around it: headers, policy, size (contract/oidc.md 8.4).</summary>
public sealed partial class PageHeaderTests : ServerTest
{
    public static TheoryData<string, int> Pages => new()
    {
        { "/sign-in?preview=1", 200 }, { "/identifier-sign-in", 200 }, { "/unknown-session", 400 }, { "/nothing-here", 404 },
        { "/oidc/session/end/success", 200 }, { "/oidc/session/end", 200 }, { "/oidc/device?user_code=ABCD-EFGH", 200 }, { "/device/success", 200 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_not_be_framed_runs_no_inline_script_and_is_kept_by_nobody(string path, int status)
    {
        var page = (await Page.OpenAsync(Server.NewBrowser(), path));
        var answer = page.Answer.Expect(status);
        var policy = answer.Header("Content-Security-Policy")!;
        foreach (var part in (string[])["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
            Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.All(page.Document.QuerySelectorAll("style"), style => Assert.Equal(nonce, style.GetAttribute("nonce")));
        Assert.All(page.Document.QuerySelectorAll("script"), script => Assert.Equal(("module", ""), (script.GetAttribute("type"), script.TextContent)));
        Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style"));
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal(["must-revalidate", "no-cache", "no-store"], answer.Header("Cache-Control")!.Split(", ").Order());
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", answer.Header("Referrer-Policy"));
        Assert.Equal("en", answer.Header("Content-Language"));
        Assert.Equal(("en", "ltr"), (page.Language, page.Document.DocumentElement.GetAttribute("dir")));
        Assert.Single(page.Document.QuerySelectorAll("h1"));
        Assert.Single(page.Document.QuerySelectorAll("main"));
        Assert.NotEmpty(page.Document.Title!);
    }

    [Theory(DisplayName = "RFC 9110 section 9.3.2: a HEAD is answered as the GET would be, without a body")]
    [InlineData("/sign-in?preview=1", 200)]
    [InlineData("/identifier-sign-in", 200)]
    [InlineData("/unknown-session", 400)]
    [InlineData("/nothing-here", 404)]
    [InlineData("/device/success", 200)]
    public async Task A_look_by_HEAD(string path, int status)
    {
        var head = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Head, path)).Expect(status);
        Assert.Equal(("", "text/html; charset=utf-8"), (head.Text, head.Header("Content-Type")));
        Assert.NotNull(head.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Each_page_has_a_nonce_of_its_own()
    {
        var (one, two) = (await Server.NewBrowser().GetAsync("/unknown-session"), await Server.NewBrowser().GetAsync("/unknown-session"));
        Assert.NotEqual(one.Header("Content-Security-Policy"), two.Header("Content-Security-Policy"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_with_all_that_it_loads_is_at_most_30_kB_over_the_wire_and_needs_nothing_more_for_its_first_paint(string path, int status)
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), path);
        page.Answer.Expect(status);
        // Nothing holds the first paint up: no stylesheet, no script that is not a module.
        Assert.Empty(page.Document.QuerySelectorAll("link[rel=stylesheet]"));
        var loaded = page.Document.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")!).ToList();
        var sizes = await Task.WhenAll(loaded.Prepend(path).Select(TransferAsync));
        Assert.InRange(sizes.Sum(), 1, 30_000);
        Assert.InRange(sizes[0], 1, 14_000);
    }

    [Fact]
    public async Task The_script_is_a_module_of_ours_that_browsers_keep_for_good()
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), "/unknown-session");
        var path = page.Document.QuerySelector("script")!.GetAttribute("src")!;
        var script = (await Server.Anonymous.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"), (script.Header("Content-Type"), script.Header("Cache-Control")));
    }

    [Fact]
    public async Task A_fault_is_told_without_a_trace_and_with_the_id_that_the_log_knows()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddBrokenPages());
        var answer = (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/unknown-session", null, ("Accept", "text/html"), ("Accept-Language", "ko"))).Expect(500);
        Assert.Contains(answer.Header("Logto-Core-Request-Id")!, answer.Text, StringComparison.Ordinal);
        Assert.Equal(("text/html; charset=utf-8", "ko"), (answer.Header("Content-Type"), answer.Header("Content-Language")));
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Octets of header and body, compressed as browsers ask for it.</summary>
    private async Task<long> TransferAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
        using var response = await Server.Anonymous.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.NotEmpty(response.Content.Headers.ContentEncoding);
        return body.Length + response.ToString().Length;
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();
}

internal static class BrokenPages
{
    /// <summary>What no page can do without fails.</summary>
    public static void AddBrokenPages(this IServiceCollection services) =>
        services.AddSingleton<BuiltInPhrases>(_ => throw new InvalidOperationException("Broken for a test"));
}
