using System.Net.Http.Headers;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4, <c>custom-ui-assets</c>, where nothing serves such pages.</summary>
public sealed class CustomUiTests : ServerTest
{
    private const string Path = "/api/sign-in-exp/default/custom-ui-assets";
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4, 0];

    [Fact]
    public async Task A_zip_file_has_no_place()
    {
        (await UploadAsync(Api, Zip)).Expect(400, "storage.not_configured");
        (await UploadAsync(Api, "<html></html>"u8.ToArray())).Expect(400, "guard.mime_type_not_allowed");
        (await Api.PostAnswerAsync(Path, "{}")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task The_admin_tenant_keeps_its_own_pages()
    {
        using var admin = Server.Client(Server.AdminAddress);
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api"));
        (await UploadAsync(admin, Zip)).Expect(400, "guard.not_allowed_for_admin_tenant");
    }

    [Fact(DisplayName = "Contract misc 4: in test mode the file is kept")]
    public async Task Kept_in_test_mode()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });
        var id = (await UploadAsync(server.Api, Zip)).Expect(200)["customUiAssetId"].GetString()!;
        using var kept = await server.Anonymous.GetAsync(new Uri($"/user-assets/{id}/pages.zip", UriKind.Relative));
        Assert.Equal(Zip, await kept.Content.ReadAsByteArrayAsync());
        (await UploadAsync(server.Api, "<html></html>"u8.ToArray())).Expect(400, "guard.mime_type_not_allowed");
    }

    private static async Task<Answer> UploadAsync(HttpClient client, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "pages.zip" } };
        using var response = await client.PostAsync(Path, form);
        return await Answer.ReadAsync(response);
    }
}
