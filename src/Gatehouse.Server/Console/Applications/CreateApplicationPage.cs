using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>
/// GET and POST /console/{tenant}/applications/create: an application of a type, machines with their roles. What keeps a secret gets one,
/// which the answer of the form shows, and nothing after it.
/// </summary>
internal sealed class CreateApplicationPage : IConsolePage
{
    public const string Path = "/applications/create";

    /// <summary>The card of applications that belong to somebody else; what they are is chosen beside it.</summary>
    public const string ThirdParty = "ThirdParty";

    /// <summary>The boxes of a machine's roles.</summary>
    public const string Roles = "roleIds";

    /// <summary>The cards, in their order.</summary>
    public static readonly string[] Types = ["SPA", "Native", "Traditional", ConsoleApplication.Machine, ThirdParty];

    private static readonly Dictionary<string, string> Fields = new() { ["application.invalid_third_party_application_type"] = "thirdPartyType" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var form = visit.Form;
        var isThirdParty = form["type"] is ThirdParty;
        var body = new JsonObject { ["name"] = form["name"].Trim(), ["type"] = isThirdParty ? form["thirdPartyType"] : form["type"] };
        if (form["description"].Trim() is { Length: > 0 } description) body["description"] = description;
        if (isThirdParty) body["isThirdParty"] = true;
        if (form["type"] is "Native" && form["isDeviceFlow"] is "true") body["customClientMetadata"] = new JsonObject { ["isDeviceFlow"] = true };
        var made = await visit.Api.PostAsync("/api/applications", body);
        if (made.IsGood) await FinishAsync(visit, made.Read<ConsoleApplication>());
        else await ShowAsync(visit, made.Problem.At(Fields));
    }

    private static async Task FinishAsync(ConsoleVisit visit, ConsoleApplication application)
    {
        var path = "/api/applications/" + Uri.EscapeDataString(application.Id);
        ApiProblem? problem = null;
        if (application.IsMachine && visit.Form.All(Roles) is { Count: > 0 } roleIds
            && await visit.Api.PostAsync(path + "/roles", new JsonObject { [Roles] = new JsonArray([.. roleIds.Select(id => (JsonNode)id)]) }) is { IsGood: false } refused)
            problem = refused.Problem;
        if (!application.HasSecrets)
        {
            visit.Done($"{ApplicationListPage.Path}/{application.Id}", "application_created", application.Name);
            return;
        }

        // The answer of the form itself: an address that shows the secret again would keep it somewhere.
        var secrets = await visit.Api.ReadAsync<List<ConsoleSecret>>(path + "/secrets");
        var model = new CreatedApplicationModel(application, secrets[0].Value, problem);
        await visit.ShowAsync<CreatedApplicationView, CreatedApplicationModel>(visit.Say("create_application.created_title"), model);
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var form = problem is not null ? visit.Form : ShownForm.Of([("type", Types.Contains(visit.Query("type")) ? visit.Query("type") : null)]);
        var roles = visit.Frame.May("POST", "/applications/{applicationId}/roles") ? await Picker.ReadAsync(visit, Roles, PickerSource.MachineRoles, form.All(Roles)) : null;
        await visit.ShowAsync<CreateApplicationView, CreateApplicationModel>(
            visit.Say("applications.create"), new CreateApplicationModel(form, roles, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Roles">Those that machines can be given; null for whoever may give none.</param>
internal sealed record CreateApplicationModel(PostedForm Form, Picker? Roles, ApiProblem? Problem);

/// <param name="Secret">Is shown this once.</param>
/// <param name="Problem">Why the roles were not given; null when they were.</param>
internal sealed record CreatedApplicationModel(ConsoleApplication Application, string Secret, ApiProblem? Problem);
