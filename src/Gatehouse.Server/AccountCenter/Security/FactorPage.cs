using System.Text.Json.Nodes;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/security/factors/{factorId}: a passkey gets a name, a second factor goes.</summary>
internal sealed class FactorPage : IAccountPage
{
    public const string Path = "/account/security/factors";

    public static string PathOf(Factor factor) => $"{Path}/{Uri.EscapeDataString(factor.Id)}";

    public async Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        if (await FindAsync(visit) is { } factor) await ShowAsync(visit, factor, factor.Name ?? "", null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        visit.NeedProof();
        if (await FindAsync(visit) is not { } factor) return;
        var (path, name) = ("/api/my-account/mfa-verifications/" + Uri.EscapeDataString(factor.Id), visit.Form["name"].Trim());
        if (visit.Form["action"] is "remove")
        {
            var removed = await visit.Api.DeleteAsync(path);
            if (removed.IsGood) visit.Done(SecurityPage.Path, "factor_removed");
            else await ShowAsync(visit, factor, name, visit.ProblemOf(removed));
            return;
        }

        if (name.Length == 0)
        {
            await ShowAsync(visit, factor, name, new AccountProblem(visit.Say("passkeys.name_missing"), "name"));
            return;
        }

        var renamed = await visit.Api.PatchAsync(path + "/name", new JsonObject { ["name"] = name });
        if (renamed.IsGood) visit.Done(SecurityPage.Path, "passkey_renamed");
        else await ShowAsync(visit, factor, name, visit.ProblemOf(renamed, "name"));
    }

    /// <summary>Null: there is none of that id any more, and the browser goes back to the list.</summary>
    private static async Task<Factor?> FindAsync(AccountVisit visit)
    {
        var factors = (await visit.Api.GetAsync("/api/my-account/mfa-verifications")).OrThrow().Read<List<Factor>>();
        var found = factors.Find(factor => factor.Id == visit.Route("factorId"));
        if (found is null) visit.GoTo(SecurityPage.Path);
        return found;
    }

    private static Task ShowAsync(AccountVisit visit, Factor factor, string name, AccountProblem? problem)
    {
        var title = factor.IsPasskey ? factor.Name ?? DeviceWords.Of(visit.Frame, factor.Agent) : visit.Say(factor.IsTotp ? "factors.totp" : "factors.codes");
        var used = factor.LastUsedAt is { } last ? visit.Say("factors.used", ("day", AccountFrame.DayOf(last.ToUnixTimeMilliseconds()))) : visit.Say("factors.never_used");
        return visit.ShowAsync<FormView, FormModel>(title, new FormModel(
            title, used, PathOf(factor), factor.IsPasskey ? visit.Say("save") : "", SecurityPage.Path)
        {
            Inputs = [new FormInput("name", visit.Say("passkeys.name"), Value: name) { MaxLength = 64 }],
            Choices = [new FormChoice("remove", visit.Say(factor.IsPasskey ? "passkeys.remove" : "factors.remove"), true)],
            Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
    }
}
