using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>GET and POST /console/{tenant}/webhooks/{hookId}: a webhook's settings, its signing key, a test, and its end.</summary>
internal sealed class HookPage : IConsolePage
{
    public const string RotateKey = "rotate";
    public const string Test = "test";
    public const string Delete = "delete";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        await ShowAsync(visit, Fresh(visit, hook));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        await (visit.Form["action"] switch
        {
            RotateKey => RotateAsync(visit, hook),
            Test => TestAsync(visit, hook),
            Delete => DeleteAsync(visit, hook),
            _ => ChangeAsync(visit, hook),
        });
    }

    private static async Task ChangeAsync(ConsoleVisit visit, ConsoleHook hook)
    {
        var stored = HookForm.Of(hook);
        var basis = HookForm.Body.Basis(visit, stored);
        var model = Fresh(visit, hook) with { Values = new FormValues(stored, visit.Form) };
        if (!basis.IsOf(visit.Form))
        {
            await ShowAsync(visit, model with { Changed = basis.Against(visit.Form, await LastChange.OfObjectAsync(visit, hook.Id, "Change.Hook.Updated")) });
            return;
        }

        var problem = HookForm.WrongUrl(visit);
        if (problem is null && HookForm.Body.Read(visit, stored, out problem) is { } body)
        {
            var changed = await visit.Api.PatchAsync(hook.ApiPath, body);
            if (changed.IsGood)
            {
                visit.Done(hook.Path, "hook_changed", changed.Read<ConsoleHook>().Shown);
                return;
            }

            problem = changed.Problem;
        }

        await ShowAsync(visit, model with { Problem = problem });
    }

    private static async Task RotateAsync(ConsoleVisit visit, ConsoleHook hook)
    {
        var seconds = int.TryParse(visit.Form["overlap"], NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : 0;
        (await visit.Api.PatchAsync($"{hook.ApiPath}/signing-key?overlap={seconds.ToString(CultureInfo.InvariantCulture)}", null)).OrThrow();
        visit.Done(hook.Path, "hook_key_rotated");
    }

    private static async Task TestAsync(ConsoleVisit visit, ConsoleHook hook)
    {
        var tested = await visit.Api.PostAsync(hook.ApiPath + "/test", new JsonObject
        {
            ["events"] = new JsonArray(visit.Form["event"]), ["config"] = JsonObject.Create(hook.Config.Clone()),
        });
        if (tested.IsGood) visit.Done(hook.Path, "hook_tested", visit.Form["event"]);
        else await ShowAsync(visit, Fresh(visit, hook) with { Tested = visit.Form["event"], TestProblem = tested.Problem, TestAnswer = AnswerOf(tested) });
    }

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleHook hook)
    {
        if (visit.Form["typed"] != hook.Shown)
        {
            await ShowAsync(visit, Fresh(visit, hook) with { DeleteProblem = ApiProblem.Own(visit.Say("form.typed_wrong", ("name", hook.Shown)), "typed") });
            return;
        }

        (await visit.Api.DeleteAsync(hook.ApiPath)).OrThrow();
        visit.Done(HookListPage.Path, "hook_deleted", hook.Shown);
    }

    /// <summary>What the receiver said to a test, where it said something.</summary>
    private static string? AnswerOf(ApiAnswer answer)
    {
        using var body = JsonDocument.Parse(answer.Body);
        return body.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("responseStatus", out var status)
            ? $"HTTP {status}\n\n{(data.TryGetProperty("responseBody", out var text) ? text.ToString() : "")}".TrimEnd() : null;
    }

    private static HookModel Fresh(ConsoleVisit visit, ConsoleHook hook)
    {
        var stored = HookForm.Of(hook);
        return new HookModel(hook, new FormValues(stored, null), HookForm.Body.Basis(visit, stored).Digest);
    }

    private static Task ShowAsync(ConsoleVisit visit, HookModel model) => visit.ShowAsync<HookView, HookModel>(model.Hook.Shown, model, model.Status);
}

/// <param name="Basis">Of the values that the form was made from.</param>
internal sealed record HookModel(ConsoleHook Hook, FormValues Values, string Basis)
{
    public ApiProblem? Problem { get; init; }

    public ChangedMeanwhile? Changed { get; init; }

    /// <summary>The event that a test failed with.</summary>
    public string? Tested { get; init; }

    public ApiProblem? TestProblem { get; init; }

    /// <summary>What the receiver answered to the test; null where nothing came.</summary>
    public string? TestAnswer { get; init; }

    public ApiProblem? DeleteProblem { get; init; }

    public int Status => Changed is not null ? StatusCodes.Status409Conflict : (Problem ?? TestProblem ?? DeleteProblem)?.Status ?? StatusCodes.Status200OK;
}
