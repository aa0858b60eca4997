using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 4: the picture.</summary>
public sealed class AccountAvatarTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Path = "/api/my-account/user-assets/avatar";
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];

    private static async Task<Answer> UploadAsync(AccountUser user, byte[] content, string type = "image/png", string part = "file")
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var form = new MultipartFormDataContent { { file, part, "me.png" } };
        return await user.PostAsync(Path, form);
    }

    [Fact(DisplayName = "Contract 4: a picture is kept and served, and the profile stays as it is")]
    public async Task A_picture()
    {
        var user = await NewUserAsync("openid profile");
        var answer = (await UploadAsync(user, Png)).Expect(200);
        Assert.Equal(["url"], Members(answer.Json));
        var url = answer["url"].GetString()!;
        Assert.Equal(Png, await Server.Anonymous.GetByteArrayAsync(url[TestServer.Endpoint.Length..], TestContext.Current.CancellationToken));
        Assert.Equal(JsonValueKind.Null, (await user.GetAsync()).Expect(200)["avatar"].ValueKind);
        Assert.Equal(url, (await user.PatchAsync(new { avatar = url })).Expect(200)["avatar"].GetString());
    }

    [Fact(DisplayName = "Contract 4: what is no picture of five kinds is refused, whatever it says it is; so is what is larger than 20 MB")]
    public async Task Other_files()
    {
        var user = await NewUserAsync();
        foreach (var content in (byte[][])[[], [.. "hello"u8], [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], [.. "PK\x03\x04"u8], [.. Png, .. "<script>"u8]])
            (await UploadAsync(user, content)).Expect(400, "guard.mime_type_not_allowed");
        (await UploadAsync(user, Png, part: "other")).Expect(400, "guard.invalid_input");
        (await user.PostAsync(Path, "{}")).Expect(400, "guard.invalid_input");
        var large = new byte[50 * 1024 * 1024];
        Png.CopyTo(large, 0);
        (await UploadAsync(user, large)).Expect(400, "guard.file_size_exceeded");
        // Whoever may not send one is told so before anything is read.
        await user.TakeTokenAsync("openid");
        (await UploadAsync(user, large)).Expect(401, "auth.unauthorized");
        (await user.PostAsync(Path, "{}")).Expect(401, "auth.unauthorized");
    }
}

/// <summary>contract/account-api.md 4: a server without a place for files says so last.</summary>
public sealed class AccountWithoutStorageTests
{
    [Fact]
    public async Task A_server_without_a_place_for_files()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.AssetStorage)] = "none" });
        (await server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = new { avatar = "Edit" } })).Expect(200);
        var user = await AccountUser.CreateAsync(server);
        foreach (var (content, code) in new[] { (new byte[] { 1 }, "guard.mime_type_not_allowed"), ([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], "storage.not_configured") })
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "me.gif" } };
            (await user.PostAsync("/api/my-account/user-assets/avatar", form)).Expect(400, code);
        }
    }
}
