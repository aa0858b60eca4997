using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Assets;

namespace Gatehouse.Server.AccountCenter.Profile;

/// <summary>POST /account/avatar: another picture, or none.</summary>
internal sealed class AvatarPage : IAccountPage
{
    public const string Path = "/account/avatar";

    public int? LargestFile => Asset.Largest;

    public Task GetAsync(AccountVisit visit)
    {
        visit.GoTo(AccountSignIn.StartPath);
        return Task.CompletedTask;
    }

    public async Task PostAsync(AccountVisit visit)
    {
        if (visit.Form["action"] is "remove") await SetAsync(visit, null);
        else if (visit.Form.File is not { } file) await ShowAsync(visit, new AccountProblem(visit.Say("avatar.missing"), "file"));
        else if (file.Content is not { } content) await ShowAsync(visit, new AccountProblem(visit.Say("avatar.too_large"), "file"));
        else await UploadAsync(visit, file.Name, content);
    }

    private static async Task UploadAsync(AccountVisit visit, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", name.Length > 0 ? name : "avatar");
        var stored = await visit.Api.SendAsync("POST", "/api/my-account/user-assets/avatar", await form.ReadAsByteArrayAsync(visit.Aborted), form.Headers.ContentType!.ToString());
        if (!stored.IsGood) await ShowAsync(visit, visit.ProblemOf(stored, "file"));
        else await SetAsync(visit, stored.Read<StoredPicture>().Url);
    }

    private static async Task SetAsync(AccountVisit visit, string? url)
    {
        var answer = await visit.Api.PatchAsync("/api/my-account", new JsonObject { ["avatar"] = url });
        if (answer.IsGood) visit.Done(AccountSignIn.StartPath, "avatar");
        else await ShowAsync(visit, visit.ProblemOf(answer, "file"));
    }

    private static Task ShowAsync(AccountVisit visit, AccountProblem problem) => visit.ShowAsync<ProfileView, ProfileModel>(
        visit.Say("nav.profile"), new ProfileModel([], new Dictionary<string, string>(), visit.User.Name ?? "", new Dictionary<string, string>(), problem, true), problem.Status);

    private sealed record StoredPicture(string Url);
}
