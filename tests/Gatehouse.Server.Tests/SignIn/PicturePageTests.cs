using System.Net.Http.Headers;
using System.Text;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>The picture in the form with the tenant's own questions (contract/experience-api.md 3, 7).</summary>
public sealed class PicturePageTests(MailboxServer own) : IClassFixture<MailboxServer>, IAsyncLifetime
{
    private const string Password = "Lantern-under-7-bridges";
    private static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];

    public ValueTask InitializeAsync() => AskAsync(own.Server);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_picture_is_sent_with_the_form_and_becomes_the_users()
    {
        var username = TestServer.Unique();
        var (browser, page) = await RegisterAsync(own.Server, username);
        Assert.Equal("multipart/form-data", page.Document.QuerySelector("form:has([type=file])")!.GetAttribute("enctype"));
        var refused = await SendAsync(browser, page, Gif, "me.gif", ("profile.nickname", ""));
        // What was sent need not be sent again, whatever else is missing.
        var url = refused.Document.QuerySelector(".picture img")!.GetAttribute("src")!;
        Assert.Equal((422, url), ((int)refused.Answer.Status, refused.Document.QuerySelector("input[type=hidden][name='profile.avatar']")!.GetAttribute("value")));
        Assert.Equal(Gif, await own.Server.Anonymous.GetByteArrayAsync(url[TestServer.Endpoint.Length..], TestContext.Current.CancellationToken));
        (await SendAsync(browser, refused, null, "", ("profile.nickname", "Kim"))).Answer.Expect(303);
        var user = (await own.Server.Api.GetAnswerAsync("/api/users?search.username=" + username)).Expect(200).Json;
        Assert.Equal(url, user[0].GetProperty("avatar").GetString());
    }

    [Fact]
    public async Task What_is_no_picture_is_told_beside_the_field()
    {
        var (browser, page) = await RegisterAsync(own.Server);
        var refused = await SendAsync(browser, page, [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], "me.svg", ("profile.nickname", "Kim"));
        Assert.Equal((422, "Files of this kind are not taken."), ((int)refused.Answer.Status, refused.Text(".picture .problem")));
        var large = new byte[(20 * 1024 * 1024) + 1];
        Gif.CopyTo(large, 0);
        refused = await SendAsync(browser, refused, large, "me.gif", ("profile.nickname", "Kim"));
        Assert.Equal("The file is larger than 20 MiB.", refused.Text(".picture .problem"));
    }

    [Fact]
    public async Task A_form_with_a_file_needs_its_token_like_any_other()
    {
        var (browser, page) = await RegisterAsync(own.Server);
        page.Document.QuerySelector("form:has([type=file]) input[name=xsrf]")!.SetAttribute("value", "00");
        (await SendAsync(browser, page, Gif, "me.gif", ("profile.nickname", "Kim"))).Answer.Expect(403);
    }

    [Fact]
    public async Task Where_files_have_no_place_the_pictures_address_is_typed()
    {
        await using var without = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.AssetStorage)] = "none" });
        await AskAsync(without);
        var (_, page) = await RegisterAsync(without);
        Assert.Equal(("url", null), (page.Document.QuerySelector("input[name='profile.avatar']")!.GetAttribute("type"), page.Document.QuerySelector("form [type=file]")));
    }

    private static async ValueTask AskAsync(TestServer server)
    {
        foreach (var (name, type, required) in ((string, string, bool)[])[("avatar", "Url", false), ("nickname", "Text", true)])
            await server.Api.PostAnswerAsync("/api/custom-profile-fields", new { name, type, label = name, required, config = new { } });
        (await server.Api.PatchAnswerAsync("/api/sign-in-exp", new { signUpProfileFields = new[] { new { name = "avatar" }, new { name = "nickname" } } })).Expect(200);
    }

    private static async Task<(Browser Browser, Page Page)> RegisterAsync(TestServer server, string? username = null)
    {
        var browser = server.NewBrowser();
        var page = await Page.BeginAsync(browser, await server.NewAppAsync(), ("first_screen", "register"));
        page = await page.SendAsync(("identifier", username ?? TestServer.Unique()));
        page = await page.SendAsync(("password", Password), ("again", Password));
        Assert.Equal("Tell us a little more", page.Heading);
        return (browser, page);
    }

    private static async Task<Page> SendAsync(Browser browser, Page page, byte[]? file, string name, params (string Name, string Value)[] values)
    {
        var form = page.Document.QuerySelector("form:has([type=file])")!;
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]")) content.Add(Text(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        var picture = new ByteArrayContent(file ?? []);
        picture.Headers.ContentType = MediaTypeHeaderValue.Parse(file is null ? "application/octet-stream" : "image/gif");
        picture.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"profile.avatar.file\"", FileName = $"\"{name}\"" };
        content.Add(picture);
        foreach (var (field, value) in values) content.Add(Text(value), field);
        return await page.FollowAsync(await browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, content));
    }

    private static StringContent Text(string value)
    {
        var content = new StringContent(value, Encoding.UTF8);
        content.Headers.ContentType = null;
        return content;
    }
}
