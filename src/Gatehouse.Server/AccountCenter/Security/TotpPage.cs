using System.Text.Json.Nodes;
using Gatehouse.Server.Credentials;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/security/totp: an authenticator app learns a secret and shows by a code that it has; it may take the place of another one.</summary>
internal sealed class TotpPage : IAccountPage
{
    public const string Path = "/account/security/totp";

    private const string ApiPath = "/api/my-account/mfa-verifications/totp";

    public async Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var made = (await visit.Api.PostAsync(ApiPath + "-secret/generate")).OrThrow().Read<MadeSecret>();
        await ShowAsync(visit, made.Secret, null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var (secret, code) = (visit.Form["secret"], string.Concat(visit.Form["code"].Where(char.IsAsciiDigit)));
        if (!TotpSecret.IsValid(secret))
        {
            visit.GoTo(Path);
            return;
        }

        if (code.Length == 0)
        {
            await ShowAsync(visit, secret, new AccountProblem(visit.Say("code.missing")));
            return;
        }

        var answer = await visit.Api.PutAsync(ApiPath, new JsonObject { ["secret"] = secret, ["code"] = code });
        if (answer.IsGood) visit.Done(SecurityPage.Path, "totp");
        else await ShowAsync(visit, secret, visit.ProblemOf(answer));
    }

    private static Task ShowAsync(AccountVisit visit, string secret, AccountProblem? problem)
    {
        var uri = TotpSecret.KeyUri(secret, visit.Http.Request.Host.Host, visit.User.Shown);
        return visit.ShowAsync<TotpView, TotpModel>(
            visit.Say("totp.title"), new TotpModel(secret, QrCode.DataUrl(uri), uri, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private sealed record MadeSecret(string Secret);
}

/// <param name="Uri">Opens an app on this device (<c>otpauth:</c>).</param>
internal sealed record TotpModel(string Secret, string QrCode, string Uri, AccountProblem? Problem)
{
    private const int Group = 4;

    /// <summary>In groups, as people type it.</summary>
    public string Shown => string.Join(' ', Secret.Chunk(Group).Select(group => new string(group)));
}
