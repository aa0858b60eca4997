using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>
/// GET /console/{tenant}/sign-in-experience/preview: the sign-in page as somebody sees it who comes for the first time, in a frame beside the
/// forms. A form that is posted with the action <see cref="Action"/> is answered by the same page with what the form says, which is not saved.
/// </summary>
internal sealed class PreviewPage : IConsolePage
{
    public const string Path = "/sign-in-experience/preview";

    /// <summary>Of a form that is to be looked at.</summary>
    public const string Action = "preview";

    private const string ApiPath = "/api/sign-in-exp/preview";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public Task PostAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    /// <param name="change">As for PATCH /api/sign-in-exp; null: what is saved.</param>
    public static async Task ShowAsync(ConsoleVisit visit, JsonObject? change)
    {
        var origin = visit.Http.RequestServices.GetRequiredService<TenantEndpoints>().Origin(visit.Frame.TenantId);
        var draft = change is null ? null : await DraftAsync(visit, change);
        IReadOnlyList<object> extras = draft is null ? [new PagePreview(origin)] : [new PagePreview(origin), draft];
        var query = $"?preview=console&ui_locales={visit.Frame.Texts.Language}";
        var page = await visit.Api.LookAsync("/sign-in" + query, extras);
        // Where people can only register, the one leads to the other.
        if (page.Status == StatusCodes.Status303SeeOther) page = await visit.Api.LookAsync("/register" + query, extras);
        var response = visit.Http.Response;
        response.StatusCode = page.Status;
        response.ContentType = page.Headers.ContentType;
        response.Headers.ContentLanguage = page.Headers.ContentLanguage;
        response.Headers.ContentSecurityPolicy = page.Headers.ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        // A page that is sandboxed has no origin to be kept apart by.
        response.Headers.Remove("Origin-Agent-Cluster");
        response.ContentLength = page.Body.Length;
        if (!HttpMethods.IsHead(visit.Http.Request.Method)) await response.Body.WriteAsync(page.Body, visit.Aborted);
    }

    /// <summary>What is half typed is shown as it is saved.</summary>
    private static async Task<ExperienceDraft?> DraftAsync(ConsoleVisit visit, JsonObject change)
    {
        while (change.Count > 0)
        {
            var answer = await visit.Api.PostAsync(ApiPath, change);
            if (answer.IsGood) return ExperienceDraft.Of(visit.Frame.TenantId, answer.Read<JsonObject>());
            var wrong = answer.Problem.Fields.Keys.Select(field => field.Split('.', 2)[0]).Where(change.ContainsKey).Distinct().ToList();
            if (wrong.Count == 0) return null;
            foreach (var name in wrong) change.Remove(name);
        }

        return null;
    }
}
