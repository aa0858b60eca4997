using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>
/// GET and POST /console/{tenant}/sign-in-experience/methods: how people sign up and in. The methods are a list of objects in an order, so
/// that their part of the form is read here.
/// </summary>
internal sealed class MethodsPage : IConsolePage
{
    private const string ApiPath = "/api/sign-in-exp";

    private static readonly FormBody Body = new(
    [
        new("signInMode", FormMemberKind.Required, "experience.mode"),
        new("signUp.identifiers", FormMemberKind.Choices, "experience.sign_up_identifiers"),
        new("signUp.password", FormMemberKind.Flag, "experience.sign_up_password"),
        new("signUp.verify", FormMemberKind.Flag, "experience.sign_up_verify"),
        new("socialSignInConnectorTargets", FormMemberKind.Lines, "experience.social_order"),
        new("socialSignIn.automaticAccountLinking", FormMemberKind.Flag, "experience.social_linking"),
        new("forgotPasswordMethods", FormMemberKind.Choices, "experience.forgot"),
        new("singleSignOnEnabled", FormMemberKind.Flag, "experience.sso"),
        new("passkeySignIn.enabled", FormMemberKind.Flag, "experience.passkey"),
        new("passkeySignIn.showPasskeyButton", FormMemberKind.Flag, "experience.passkey_button"),
        new("passkeySignIn.allowAutofill", FormMemberKind.Flag, "experience.passkey_autofill"),
    ]);

    public async Task GetAsync(ConsoleVisit visit)
    {
        var stored = await visit.Api.ReadAsync<JsonObject>(ApiPath);
        await ShowAsync(visit, stored, new FormModel(new FormValues(stored, null), null) { Basis = BasisOf(visit, stored).Digest });
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var stored = await visit.Api.ReadAsync<JsonObject>(ApiPath);
        if (visit.Form["action"] is PreviewPage.Action)
        {
            await PreviewPage.ShowAsync(visit, Read(visit, stored, out _));
            return;
        }

        var basis = BasisOf(visit, stored);
        var model = new FormModel(new FormValues(stored, visit.Form), null) { Basis = basis.Digest };
        if (!basis.IsOf(visit.Form))
        {
            await ShowAsync(visit, stored, model with { Changed = basis.Against(visit.Form, await LastChange.OfKeyAsync(visit, "Change.SignInExperience.Updated")) });
            return;
        }

        var body = Read(visit, stored, out var problem);
        if (body is not null)
        {
            var changed = await visit.Api.PatchAsync(ApiPath, body);
            if (changed.IsGood)
            {
                visit.Done(ExperienceTabs.Methods, "experience_changed");
                return;
            }

            problem = changed.Problem;
        }

        await ShowAsync(visit, stored, model with { Problem = problem });
    }

    private static JsonObject? Read(ConsoleVisit visit, JsonObject stored, out ApiProblem? problem)
    {
        var body = Body.Read(visit, stored, out problem);
        if (body is not null) body["signIn"] = new JsonObject { ["methods"] = new JsonArray([.. SignInMethodRow.Typed(visit.Form).Select(row => (JsonNode)row.ToJson())]) };
        return body;
    }

    private static FormBasis BasisOf(ConsoleVisit visit, JsonObject stored) => new(
    [
        .. Body.Basis(visit, stored).Values,
        .. SignInMethodRow.Stored(stored).SelectMany(row => row.Fields.Select(field => new FormValue(field.Name, visit.Say("experience.method_" + row.Identifier), field.Value))),
    ]);

    private static async Task ShowAsync(ConsoleVisit visit, JsonObject stored, FormModel model)
    {
        var rows = model.Problem is null && model.Changed is null ? SignInMethodRow.Stored(stored) : SignInMethodRow.Typed(visit.Form, withOff: true);
        var targets = (await visit.Api.GetAsync("/api/connectors")) is { IsGood: true } connectors
            ? connectors.Read<List<Connectors.ConsoleFactory>>().Where(connector => connector.Type is "Social").Select(connector => connector.Target).Distinct().ToList() : [];
        await visit.ShowAsync<MethodsView, FormModel>(visit.Say("nav.sign_in_experience"), new MethodsModel(model.Values, model.Problem, rows, targets) { Basis = model.Basis, Changed = model.Changed }, model.Status);
    }
}

/// <param name="Rows">One for each identifier, those in use first and in their order.</param>
/// <param name="Targets">Of the social connectors that there are.</param>
internal sealed record MethodsModel(FormValues Values, ApiProblem? Problem, IReadOnlyList<SignInMethodRow> Rows, IReadOnlyList<string> Targets) : FormModel(Values, Problem);

/// <summary>How one identifier signs in, as a row of the form.</summary>
/// <param name="Place">In the order, from 1; 0: it is not used.</param>
internal sealed record SignInMethodRow(string Identifier, int Place, bool Password, bool Code, bool IsPasswordFirst)
{
    private static readonly string[] Identifiers = ["username", "email", "phone"];

    public IEnumerable<(string Name, string Value)> Fields =>
    [
        ($"method.{Identifier}.place", Place == 0 ? "" : Place.ToString(CultureInfo.InvariantCulture)), ($"method.{Identifier}.password", Password ? "true" : ""),
        ($"method.{Identifier}.code", Code ? "true" : ""), ($"method.{Identifier}.first", IsPasswordFirst ? "true" : ""),
    ];

    public static IReadOnlyList<SignInMethodRow> Stored(JsonObject stored)
    {
        var methods = (stored.At("signIn.methods") as JsonArray ?? []).OfType<JsonObject>().ToList();
        return
        [
            .. methods.Select((method, index) => new SignInMethodRow(
                method["identifier"].Shown(), index + 1, method["password"].IsTrue(), method["verificationCode"].IsTrue(), method["isPasswordPrimary"].IsTrue())),
            .. Identifiers.Except(methods.Select(method => method["identifier"].Shown())).Select(identifier => new SignInMethodRow(identifier, 0, true, false, true)),
        ];
    }

    /// <param name="withOff">Also those that are not used, for the form that comes back.</param>
    public static IReadOnlyList<SignInMethodRow> Typed(Components.PostedForm form, bool withOff = false) =>
    [
        .. Identifiers.Select(identifier => new SignInMethodRow(
                identifier, int.TryParse(form[$"method.{identifier}.place"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0,
                form.Has($"method.{identifier}.password"), form.Has($"method.{identifier}.code"), form.Has($"method.{identifier}.first")))
            .Where(row => withOff || row.Place > 0).OrderBy(row => row.Place == 0).ThenBy(row => row.Place),
    ];

    public JsonObject ToJson() => new() { ["identifier"] = Identifier, ["password"] = Password, ["verificationCode"] = Code, ["isPasswordPrimary"] = IsPasswordFirst };
}
