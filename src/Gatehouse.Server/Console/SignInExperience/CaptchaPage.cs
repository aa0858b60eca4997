using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>
/// GET and POST /console/{tenant}/sign-in-experience/captcha: the provider of the riddle, and whether it stands before sign-in and sign-up.
/// They are two objects of the API and one form here.
/// </summary>
internal sealed class CaptchaPage : IConsolePage
{
    public const string Remove = "remove";

    private const string ProviderPath = "/api/captcha-provider";
    private const string ExperiencePath = "/api/sign-in-exp";

    private static readonly FormBody Provider = new(
    [
        new("config.type", FormMemberKind.Required, "captcha.type"),
        new("config.siteKey", FormMemberKind.Required, "captcha.site_key"),
        new("config.secretKey", FormMemberKind.Secret, "captcha.secret_key"),
        new("config.projectId", FormMemberKind.Text, "captcha.project"),
        new("config.domain", FormMemberKind.Text, "captcha.domain"),
        new("config.mode", FormMemberKind.Text, "captcha.mode"),
    ]);

    private static readonly FormBody Policy = new([new("captchaPolicy.enabled", FormMemberKind.Flag, "captcha.enabled")]);

    public async Task GetAsync(ConsoleVisit visit)
    {
        var stored = await ReadAsync(visit);
        await ShowAsync(visit, new FormModel(new FormValues(stored, null), null) { Basis = BasisOf(visit, stored).Digest });
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (visit.Form["action"] is Remove)
        {
            (await visit.Api.PatchAsync(ExperiencePath, new JsonObject { ["captchaPolicy"] = new JsonObject { ["enabled"] = false } })).OrThrow();
            (await visit.Api.DeleteAsync(ProviderPath)).OrThrow();
            visit.Done(ExperienceTabs.Captcha, "captcha_removed");
            return;
        }

        var stored = await ReadAsync(visit);
        if (visit.Form["action"] is PreviewPage.Action)
        {
            await PreviewPage.ShowAsync(visit, Policy.Read(visit, stored, out _));
            return;
        }

        var basis = BasisOf(visit, stored);
        var model = new FormModel(new FormValues(stored, visit.Form), null) { Basis = basis.Digest };
        if (!basis.IsOf(visit.Form))
        {
            await ShowAsync(visit, model with { Changed = basis.Against(visit.Form, null) });
            return;
        }

        if (await SaveAsync(visit, stored) is { } problem) await ShowAsync(visit, model with { Problem = problem });
        else visit.Done(ExperienceTabs.Captcha, "experience_changed");
    }

    private static async Task<ApiProblem?> SaveAsync(ConsoleVisit visit, JsonObject stored)
    {
        var body = Provider.Read(visit, stored, out var problem);
        if (body is null) return problem;
        // A member of the other type is refused: what the form keeps of it belongs to nobody.
        if (visit.Form["config.type"] is "Turnstile") foreach (var name in (string[])["projectId", "domain", "mode"]) body.Take("config." + name);
        if (body.At("config.secretKey") is null) body.Put("config.secretKey", "");
        var put = await visit.Api.PutAsync(ProviderPath, body);
        if (!put.IsGood) return put.Problem;
        var changed = await visit.Api.PatchAsync(ExperiencePath, Policy.Read(visit, stored, out _));
        return changed.IsGood ? null : changed.Problem;
    }

    private static FormBasis BasisOf(ConsoleVisit visit, JsonObject stored) => new([.. Provider.Basis(visit, stored).Values, .. Policy.Basis(visit, stored).Values]);

    /// <summary>Both objects as one.</summary>
    private static async Task<JsonObject> ReadAsync(ConsoleVisit visit)
    {
        var experience = await visit.Api.ReadAsync<JsonObject>(ExperiencePath);
        var provider = await visit.Api.GetAsync(ProviderPath);
        return new JsonObject
        {
            ["captchaPolicy"] = experience["captchaPolicy"]?.DeepClone(),
            ["config"] = provider is { IsGood: true, Body.Length: > 0 } ? provider.Read<JsonObject>()["config"]?.DeepClone() : null,
        };
    }

    private static Task ShowAsync(ConsoleVisit visit, FormModel model) => visit.ShowAsync<CaptchaView, FormModel>(visit.Say("nav.sign_in_experience"), model, model.Status);
}
