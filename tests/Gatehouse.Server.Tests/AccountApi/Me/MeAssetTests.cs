using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountApi.Me;

/// <summary>contract/account-api.md 13: an administrator's picture, and a server without a place for it.</summary>
public sealed class MeAssetTests(AccountServer accounts) : MeTest(accounts)
{
    private const string Assets = "/me/user-assets";
    private const string Status = "/me/user-assets/service-status";
    private static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];

    private static async Task<Answer> UploadAsync(Administrator administrator, byte[] content, string part = "file")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), part, "me.gif" } };
        return await administrator.PostAsync(Assets, form);
    }

    [Fact(DisplayName = "Contract 13: which files can be uploaded; one is kept and served at the admin tenant's endpoint")]
    public async Task A_picture()
    {
        var administrator = await NewAdministratorAsync();
        var status = (await administrator.GetAsync(Status)).Expect(200);
        Assert.Equal(("ready", true, 20 * 1024 * 1024), (status["status"].GetString(), status["isExperienceAvatarUploadEnabled"].GetBoolean(), status["maxUploadFileSize"].GetInt32()));
        Assert.Contains("image/gif", status["allowUploadMimeTypes"].EnumerateArray().Select(type => type.GetString()));
        var url = (await UploadAsync(administrator, Gif)).Expect(200)["url"].GetString()!;
        Assert.StartsWith(TestServer.AdminEndpoint + "/user-assets/", url, StringComparison.Ordinal);
        Assert.Equal(Gif, await Server.AdminApi.GetByteArrayAsync(url[TestServer.AdminEndpoint.Length..], TestContext.Current.CancellationToken));
        Assert.Null((await FindAsync(administrator.Id)).Avatar);
        (await administrator.PatchAsync(new { avatar = url })).Expect(200);
    }

    [Fact(DisplayName = "Contract 13: what is no picture, is larger than 20 MB or has no file is refused")]
    public async Task Other_files()
    {
        var administrator = await NewAdministratorAsync();
        (await UploadAsync(administrator, [.. "hello"u8])).Expect(400, "guard.mime_type_not_allowed");
        (await UploadAsync(administrator, Gif, part: "other")).Expect(400, "guard.invalid_input");
        (await administrator.PostAsync(Assets, "{}")).Expect(400, "guard.invalid_input");
        (await UploadAsync(administrator, [.. Gif, .. new byte[50 * 1024 * 1024]])).Expect(400, "guard.file_size_exceeded");
    }

    [Fact]
    public async Task A_server_without_a_place_for_files_and_without_mail()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.AssetStorage)] = "none" });
        var administrator = await NewAdministratorAsync(server: server);
        Assert.Equal("""{"status":"not_configured","isExperienceAvatarUploadEnabled":true}""", (await administrator.GetAsync(Status)).Expect(200).Text);
        (await UploadAsync(administrator, Gif)).Expect(400, "storage.not_configured");
        (await administrator.SendCodeAsync(Address())).Expect(501, "connector.not_found");
    }
}
