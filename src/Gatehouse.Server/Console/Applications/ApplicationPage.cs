using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET /console/{tenant}/applications/{applicationId}: addresses to copy and settings. POST changes the settings, or deletes the application.</summary>
internal sealed class ApplicationPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var application = await ConsoleApplication.ReadAsync(visit);
        await ShowAsync(visit, application, FormState.Fresh(ApplicationForm.Of(application)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var application = await ConsoleApplication.ReadAsync(visit);
        if (visit.Form["action"] is "delete") await DeleteAsync(visit, application);
        else await ChangeAsync(visit, application);
    }

    private static async Task ChangeAsync(ConsoleVisit visit, ConsoleApplication application)
    {
        if (await FormState.StaleAsync(visit, ApplicationForm.Of(application), application.Id) is { } stale)
        {
            await ShowAsync(visit, application, stale);
            return;
        }

        var (body, problem) = ApplicationForm.BodyOf(visit, application);
        if (problem is null)
        {
            var changed = await visit.Api.PatchAsync(ConsoleApplication.ApiPathOf(visit), body);
            if (changed.IsGood)
            {
                visit.Done(visit.Frame.Path, "saved");
                return;
            }

            problem = ApplicationForm.Beside(changed.Problem);
        }

        await ShowAsync(visit, application, FormState.Refused(visit.Form, problem));
    }

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleApplication application)
    {
        if (Deletion.Refuse(visit, application.Name) is { } refused)
        {
            await ShowAsync(visit, application, FormState.Fresh(ApplicationForm.Of(application)), refused);
            return;
        }

        (await visit.Api.DeleteAsync(ConsoleApplication.ApiPathOf(visit))).OrThrow();
        visit.Done(ApplicationListPage.Path, "deleted", application.Name);
    }

    private static Task ShowAsync(ConsoleVisit visit, ConsoleApplication application, FormState state, ApiProblem? deletion = null) => visit.ShowAsync<ApplicationView, ApplicationModel>(
        application.Name, new ApplicationModel(application, application.ToHead(visit), state, deletion), deletion?.Status ?? state.Status);
}

/// <param name="Deletion">Why the application was not deleted.</param>
internal sealed record ApplicationModel(ConsoleApplication Application, ThingHead Head, FormState State, ApiProblem? Deletion);
