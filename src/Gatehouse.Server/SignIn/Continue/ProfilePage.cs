using Gatehouse.Server.Assets;
using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>GET and POST /continue/profile: what the tenant asks new users for beyond what every user has.</summary>
internal sealed class ProfilePage(PageVisits visits, AddToProfile add, StoreAvatar store, GatehouseOptions options, Onward onward)
{
    public const string Path = "/continue/profile";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        var inputs = InputsOf(visit);
        await ShowAsync(visit, new ProfileModel(inputs, inputs.ToDictionary(input => input.Name, input => input.Default), new Dictionary<string, string>(), null));
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http, Asset.Largest) is not { } visit) return;
        var inputs = InputsOf(visit);
        var values = inputs.ToDictionary(input => input.Name, input => visit.Form[input.Name].Trim());
        var picture = inputs.FirstOrDefault(input => input.IsPicture);
        var unfit = picture is not null && visit.Form.File is { } file ? await StoreAsync(visit, file, url => values[picture.Name] = url) : null;
        var problems = inputs.Select(input => (input.Name, Problem: input.Refuse(visit.Frame, values[input.Name]))).Where(pair => pair.Problem is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Problem!);
        if (unfit is not null) problems[picture!.Name] = PageProblem.Of(visit.Frame, unfit, canReset: false).Sentence;
        var refused = problems.Count == 0 ? await TakeAsync(visit, ProfileForm.Values(inputs, values)) : null;
        if (problems.Count > 0 || refused is not null)
            await ShowAsync(visit, new ProfileModel(inputs, values, problems, refused is null ? null : PageProblem.Of(visit.Frame, refused, canReset: false)));
    }

    /// <summary>What was sent is kept whatever else is wrong with the form: nobody likes to look for a file twice.</summary>
    private async Task<Refusal?> StoreAsync(PageVisit visit, PostedFile file, Action<string> keep)
    {
        if (file.Content is not { } content) return new Refusal("guard.file_size_exceeded");
        if (!(await store.ExecuteAsync(visit.InteractionId, file.Name, content, visit.Aborted)).TryGet(out var url, out var refused)) return refused;
        keep(url);
        return null;
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, JsonText values) =>
        (await add.FormAsync(visit.InteractionId, values, visit.Aborted)).TryGet(out _, out var refused) ? await onward.GoOnAsync(visit) : refused;

    private IReadOnlyList<ProfileInput> InputsOf(PageVisit visit) => ProfileForm.Of(visit.Snapshot.Get<PublishedExperience>(), visit.Snapshot.Get<PublishedExperience>().Row.SignUpProfileFields, visit.Frame, options.KeepsAssets);

    private static Task ShowAsync(PageVisit visit, ProfileModel model) => visit.ShowAsync<ProfileView, ProfileModel>(
        visit.Frame.Say("description.tell_us_more"), model, model.Problem?.Status ?? (model.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK));
}

/// <param name="Values">What is in the inputs, by their names.</param>
/// <param name="Problems">What is wrong with it, by their names.</param>
/// <param name="Problem">What is wrong otherwise.</param>
internal sealed record ProfileModel(
    IReadOnlyList<ProfileInput> Inputs, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Problems, PageProblem? Problem);
