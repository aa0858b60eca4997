using System.Net.Http.Headers;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 3: the picture of somebody who registers.</summary>
public sealed class AvatarTests : ServerTest
{
    private static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9];
    private static readonly byte[] Bmp = [.. "BM"u8, 26, 0, 0, 0, 0, 0, 0, 0, .. new byte[16]];
    private static readonly byte[] Webp = [.. "RIFF"u8, 8, 0, 0, 0, .. "WEBPVP8 "u8];

    private static async Task<Answer> UploadAsync(Browser browser, byte[] content, string type = "image/gif")
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var form = new MultipartFormDataContent { { file, "file", "me.gif" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/experience/user-assets/avatar") { Content = form };
        if (browser.CookieHeader("/api/experience/user-assets/avatar") is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        using var response = await browser.Server.Anonymous.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    [Fact]
    public async Task Pictures_of_five_kinds_are_kept_and_served()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        foreach (var picture in (byte[][])[Gif, Png, Jpeg, Bmp, Webp])
        {
            var url = (await UploadAsync(browser, picture)).Expect(200)["url"].GetString()!;
            Assert.StartsWith(TestServer.Endpoint + "/user-assets/", url, StringComparison.Ordinal);
            Assert.Equal(picture, await Server.Anonymous.GetByteArrayAsync(url[TestServer.Endpoint.Length..], TestContext.Current.CancellationToken));
            // The form takes it.
            (await browser.AddFormAsync($$"""{"avatar":"{{url}}"}""")).Expect(204);
        }
    }

    [Fact]
    public async Task Anything_else_is_refused_whatever_it_says_it_is()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        byte[][] others =
        [
            [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], [.. "PK\x03\x04"u8], [0, 0, 1, 0], [], [.. "hello"u8],
            Gif[..^1], Png[..^1], Jpeg[..^1], Bmp[..^1], [.. Webp, 0, 0], [.. Gif, .. "<script>"u8],
        ];
        foreach (var content in others)
            (await UploadAsync(browser, content, "image/png")).Expect(400, "guard.mime_type_not_allowed");
        var large = new byte[(20 * 1024 * 1024) + 1];
        Gif.CopyTo(large, 0);
        (await UploadAsync(browser, large)).Expect(400, "guard.file_size_exceeded");
    }

    [Fact(DisplayName = "One registration sends ten files and no more, also all at once")]
    public async Task Files_are_limited_in_number()
    {
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => UploadAsync(browser, Gif)));
        Assert.Equal(10, answers.Count(answer => (int)answer.Status == 200));
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(429, "request.too_many_uploads"));
    }

    [Fact]
    public async Task Only_who_registers_uploads()
    {
        var (browser, _) = await Browser.BegunAsync(Server);
        (await UploadAsync(browser, Gif)).Expect(400, "session.invalid_interaction_type");
        (await browser.BeginAsync("ForgotPassword")).Expect(204);
        (await UploadAsync(browser, Gif)).Expect(400, "session.not_supported_for_forgot_password");
        var stranger = new Browser(Server);
        (await UploadAsync(stranger, Gif)).Expect(400, "session.not_found");
        await stranger.EnterInteractionAsync();
        (await UploadAsync(stranger, Gif)).Expect(404, "session.interaction_not_found");
    }

    [Fact]
    public async Task A_server_without_a_place_for_files_says_so_last()
    {
        await using var without = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.AssetStorage)] = "none" });
        var (browser, _) = await Browser.BegunAsync(without, "Register");
        (await UploadAsync(browser, [1])).Expect(400, "guard.mime_type_not_allowed");
        (await UploadAsync(browser, Gif)).Expect(400, "storage.not_configured");
    }
}
