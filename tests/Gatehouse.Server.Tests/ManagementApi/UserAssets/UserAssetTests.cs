using System.Net.Http.Headers;
using System.Text;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.UserAssets;

/// <summary>contract/management-misc.md 9: files are uploaded and served.</summary>
public sealed class UserAssetTests : ServerTest
{
    private const string Script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

    public static TheoryData<string, byte[]> Kinds { get; } = new()
    {
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10] },
        { "image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0] },
        { "image/gif", [.. "GIF89a"u8, 0, 0] },
        { "image/x-icon", [0, 0, 1, 0, 1, 0] },
        { "image/tiff", [.. "II*\0"u8, 0, 0] },
        { "image/webp", [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBPVP8 "u8] },
        { "image/bmp", [.. "BM"u8, 9, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0] },
        { "application/zip", [.. "PK"u8, 3, 4, 20, 0] },
        { "image/svg+xml", Encoding.UTF8.GetBytes("\uFEFF<?xml version=\"1.0\"?>\n<!-- a picture -->" + Script) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_is_what_its_bytes_say(string type, byte[] content)
    {
        var url = new Uri((await UploadAsync(content, "../my pïcture?.bin", "text/html")).Expect(200)["url"].GetString()!);
        Assert.StartsWith(TestServer.Endpoint + "/user-assets/", url.AbsoluteUri);
        Assert.EndsWith("/my_p_cture_.bin", url.AbsoluteUri);
        using var served = await Server.Anonymous.GetAsync(url.PathAndQuery);
        Assert.True(served.IsSuccessStatusCode);
        Assert.Equal(content, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal(type, served.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("cross-origin", served.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", served.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(type == "application/zip" ? "attachment" : "inline", served.Content.Headers.ContentDisposition!.DispositionType);
        using var again = new HttpRequestMessage(HttpMethod.Get, url.PathAndQuery);
        again.Headers.IfNoneMatch.Add(served.Headers.ETag!);
        using var same = await Server.Anonymous.SendAsync(again);
        Assert.Equal(304, (int)same.StatusCode);
    }

    [Fact]
    public async Task A_file_is_found_by_its_whole_url_in_its_tenant_only()
    {
        var path = new Uri((await UploadAsync([.. "GIF89a"u8], "a.gif")).Expect(200)["url"].GetString()!).AbsolutePath;
        (await Server.Anonymous.GetAnswerAsync(path + "x")).Expect(404);
        (await Server.Anonymous.GetAnswerAsync("/user-assets/nobody/a.gif")).Expect(404);
        (await Server.AdminApi.GetAnswerAsync(path)).Expect(404);
        Assert.Equal("", (await Server.Anonymous.SendAnswerAsync(HttpMethod.Head, path)).Expect(200).Text);
    }

    [Theory]
    [InlineData("<html><body><svg></svg></body></html>")]
    [InlineData("plain words with <svg>")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    public async Task Other_kinds_of_files_are_refused(string content) =>
        (await UploadAsync(Encoding.UTF8.GetBytes(content), "a.svg", "image/svg+xml")).Expect(400, "guard.mime_type_not_allowed");

    [Fact]
    public async Task Without_a_file_there_is_nothing_to_keep()
    {
        (await Api.PostAnswerAsync("/api/user-assets", "{}")).Expect(400, "guard.invalid_input");
        using var other = new MultipartFormDataContent { { new ByteArrayContent([.. "GIF89a"u8]), "picture", "a.gif" } };
        (await SendAsync(Api, other)).Expect(400, "guard.invalid_input");
        using var text = new MultipartFormDataContent { { new StringContent("GIF89a"), "file" } };
        (await SendAsync(Api, text)).Expect(400, "guard.invalid_input");
        using var broken = new ByteArrayContent(Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nGIF89a"));
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await SendAsync(Api, broken)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_file_has_twenty_mebibytes_at_most()
    {
        var content = new byte[(20 * 1024 * 1024) + 1];
        "GIF89a"u8.CopyTo(content);
        (await UploadAsync(content, "big.gif")).Expect(400, "guard.file_size_exceeded");
        (await UploadAsync(content[..^1], "largest.gif")).Expect(200);
    }

    [Fact]
    public async Task The_service_says_whether_files_are_taken()
    {
        var ready = (await Api.GetAnswerAsync("/api/user-assets/service-status")).Expect(200);
        Assert.Equal(["status", "isExperienceAvatarUploadEnabled", "allowUploadMimeTypes", "maxUploadFileSize"], ready.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ready", 20971520, 10), (ready["status"].GetString(), ready["maxUploadFileSize"].GetInt32(), ready["allowUploadMimeTypes"].GetArrayLength()));

        await using var without = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.AssetStorage)] = "none" });
        Assert.Equal("""{"status":"not_configured","isExperienceAvatarUploadEnabled":true}""", (await without.Api.GetAnswerAsync("/api/user-assets/service-status")).Expect(200).Text);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([.. "GIF89a"u8]), "file", "a.gif" } };
        (await SendAsync(without.Api, form)).Expect(400, "storage.not_configured");
        using var bad = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.gif" } };
        (await SendAsync(without.Api, bad)).Expect(400, "guard.mime_type_not_allowed");
        (await Server.Anonymous.PostAnswerAsync("/api/user-assets")).Expect(401);
    }

    private async Task<Answer> UploadAsync(byte[] content, string name, string type = "image/gif")
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await SendAsync(Api, form);
    }

    private static async Task<Answer> SendAsync(HttpClient api, HttpContent content)
    {
        using var response = await api.PostAsync("/api/user-assets", content);
        return await Answer.ReadAsync(response);
    }
}
