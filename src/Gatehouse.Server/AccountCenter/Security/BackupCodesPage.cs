using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/security/backup-codes: shows the codes, which of them were used, and makes new ones in their place.</summary>
internal sealed class BackupCodesPage : IAccountPage
{
    public const string Path = "/account/security/backup-codes";

    private const string ApiPath = "/api/my-account/mfa-verifications";

    /// <summary>Empty for a user who has none.</summary>
    public static async Task<IReadOnlyList<ShownCode>> CodesAsync(AccountVisit visit)
    {
        var answer = await visit.Api.GetAsync(ApiPath + "/backup-codes");
        return !answer.IsGood && answer.Problem.Code == "verification_record.not_found" ? [] : answer.OrThrow().Read<ShownCodes>().Codes;
    }

    public async Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        await ShowAsync(visit, null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        visit.NeedProof();
        // The old ones are worth nothing as soon as the new ones are made.
        var known = (await visit.Api.GetAsync(ApiPath)).OrThrow().Read<List<Factor>>().Find(factor => factor.IsCodes);
        if (known is not null) (await visit.Api.DeleteAsync($"{ApiPath}/{Uri.EscapeDataString(known.Id)}")).OrThrow();
        var made = (await visit.Api.PostAsync(ApiPath + "/backup-codes/generate")).OrThrow().Read<MadeCodes>();
        var answer = await visit.Api.PostAsync(ApiPath, new JsonObject { ["type"] = MfaFactor.BackupCode, ["codes"] = new JsonArray([.. made.Codes.Select(code => (JsonNode?)code)]) });
        if (answer.IsGood) visit.Done(Path, "codes");
        else await ShowAsync(visit, visit.ProblemOf(answer));
    }

    private static async Task ShowAsync(AccountVisit visit, AccountProblem? problem) => await visit.ShowAsync<BackupCodesView, BackupCodesModel>(
        visit.Say("factors.codes"), new BackupCodesModel(await CodesAsync(visit), problem), problem?.Status ?? StatusCodes.Status200OK);

    private sealed record MadeCodes(IReadOnlyList<string> Codes);

    private sealed record ShownCodes(IReadOnlyList<ShownCode> Codes);
}

/// <param name="UsedAt">Null: it is good still.</param>
internal sealed record ShownCode(string Code, DateTimeOffset? UsedAt);

internal sealed record BackupCodesModel(IReadOnlyList<ShownCode> Codes, AccountProblem? Problem);

/// <summary>GET /account/security/backup-codes/download: those that are good still, as a file.</summary>
internal sealed class BackupCodeFile : IAccountPage
{
    public const string Path = BackupCodesPage.Path + "/download";

    public async Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var codes = (await BackupCodesPage.CodesAsync(visit)).Where(code => code.UsedAt is null).Select(code => code.Code);
        var text = Encoding.UTF8.GetBytes(string.Join("\r\n", codes) + "\r\n");
        var response = visit.Http.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDisposition { FileName = "backup-codes.txt", Inline = false }.ToString();
        response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(visit.Http.Request.Method)) await response.Body.WriteAsync(text, visit.Aborted);
    }

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(BackupCodesPage.Path);
        return Task.CompletedTask;
    }
}
