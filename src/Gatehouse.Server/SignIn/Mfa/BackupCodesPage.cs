using System.Net.Mime;
using System.Text;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>
/// GET and POST /mfa-binding/backup-code: the user keeps new backup codes and says so (contract/experience-api.md 4.8, 8.3).
/// GET /mfa-binding/backup-code/download: the same as a file.
/// </summary>
internal sealed class BackupCodesPage(PageVisits visits, DescribeFactorSetup setup, BindFactor bind, Onward onward)
{
    public static string DownloadPath { get; } = MfaPaths.ToBind(MfaFactor.BackupCode) + "/download";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (await TakeAsync(visit) is { } refused) await ShowAsync(visit, PageProblem.Of(visit.Frame, refused, canReset: false));
    }

    public async Task DownloadAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (visit.Interaction is null || !(await setup.BackupCodesAsync(visit.InteractionId, visit.Aborted)).TryGet(out var codes, out _))
        {
            visit.GoOn(MfaPaths.ToBind(MfaFactor.BackupCode));
            return;
        }

        var text = Encoding.UTF8.GetBytes(string.Join("\r\n", codes.Codes) + "\r\n");
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = "backup-codes.txt", Inline = false }.ToString();
        http.Response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(text, visit.Aborted);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit)
    {
        if (!(await setup.BackupCodesAsync(visit.InteractionId, visit.Aborted)).TryGet(out var codes, out var refused)) return refused;
        if (!(await bind.ExecuteAsync(visit.InteractionId, MfaFactor.BackupCode, codes.VerificationId, visit.Aborted)).TryGet(out _, out refused)) return await onward.FollowAsync(visit, refused);
        return await onward.SubmitAsync(visit);
    }

    private async Task ShowAsync(PageVisit visit, PageProblem? problem)
    {
        if (visit.Interaction is null)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var codes = (await setup.BackupCodesAsync(visit.InteractionId, visit.Aborted)).TryGet(out var made, out _) ? made.Codes : [];
        await visit.ShowAsync<BackupCodesView, BackupCodesModel>(
            visit.Frame.Say("mfa.save_backup_code"), new BackupCodesModel(codes, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Codes">Empty: none were made yet.</param>
internal sealed record BackupCodesModel(IReadOnlyList<string> Codes, PageProblem? Problem);
