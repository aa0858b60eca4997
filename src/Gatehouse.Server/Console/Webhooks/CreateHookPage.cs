using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>GET and POST /console/{tenant}/webhooks/create: name, URL and events, as the article's form.</summary>
internal sealed class CreateHookPage : IConsolePage
{
    public const string Path = "/webhooks/create";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, new FormValues(HookForm.New(), null), null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var values = new FormValues(HookForm.New(), visit.Form);
        var problem = HookForm.WrongUrl(visit);
        if (problem is null && HookForm.Body.Read(visit, [], out problem) is { } body)
        {
            var made = await visit.Api.PostAsync("/api/hooks", body);
            if (made.IsGood)
            {
                var hook = made.Read<ConsoleHook>();
                visit.Done(hook.Path, "hook_created", hook.Shown);
                return;
            }

            problem = made.Problem;
        }

        await ShowAsync(visit, values, problem);
    }

    private static Task ShowAsync(ConsoleVisit visit, FormValues values, ApiProblem? problem) =>
        visit.ShowAsync<CreateHookView, FormModel>(visit.Say("hooks.create"), new FormModel(values, problem), problem?.Status ?? StatusCodes.Status200OK);
}
