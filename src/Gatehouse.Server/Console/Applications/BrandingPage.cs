using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/branding: how the sign-in of this application differs (contract/management-apps-resources-roles.md 1.7).</summary>
internal sealed class BrandingPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/branding";

    private static readonly string[] Texts = ["displayName", "termsOfUseUrl", "privacyPolicyUrl"];

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(FormOf(await ReadAsync(visit))));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var now = await ReadAsync(visit);
        if (await FormState.StaleAsync(visit, FormOf(now), visit.Route("applicationId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        var body = new JsonObject();
        foreach (var name in Texts) body[name] = visit.Form[name].Trim() is { Length: > 0 } text ? text : null;
        LookForm.Write(body, visit.Form, now.Color, now.Branding);
        var changed = await visit.Api.PutAsync(ApiPathOf(visit), body);
        if (changed.IsGood) visit.Done(visit.Frame.Path, "saved");
        else await ShowAsync(visit, FormState.Refused(visit.Form, LookForm.Beside(changed.Problem)));
    }

    private static string ApiPathOf(ConsoleVisit visit) => ConsoleApplication.ApiPathOf(visit) + "/sign-in-experience";

    /// <summary>Nothing where nobody has written it yet.</summary>
    private static async Task<ApplicationLook> ReadAsync(ConsoleVisit visit)
    {
        var answer = await visit.Api.GetAsync(ApiPathOf(visit));
        return answer.Status == StatusCodes.Status404NotFound ? new ApplicationLook([], [], null, null, null, null) : answer.OrThrow().Read<ApplicationLook>();
    }

    private static PostedForm FormOf(ApplicationLook look) => ShownForm.Of(
    [
        ("displayName", look.DisplayName), ("termsOfUseUrl", look.TermsOfUseUrl), ("privacyPolicyUrl", look.PrivacyPolicyUrl), .. LookForm.Of(look.Color, look.Branding, look.CustomCss),
    ]);

    private static async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var head = await ConsoleApplication.HeadAsync(visit);
        await visit.ShowAsync<BrandingView, BrandingModel>(head.Name, new BrandingModel(head, state), state.Status);
    }

    private sealed record ApplicationLook(JsonObject Color, JsonObject Branding, string? CustomCss, string? TermsOfUseUrl, string? PrivacyPolicyUrl, string? DisplayName);
}

internal sealed record BrandingModel(ThingHead Head, FormState State);
