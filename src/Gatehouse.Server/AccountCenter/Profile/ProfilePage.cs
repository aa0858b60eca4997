using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.Profile;

/// <summary>GET and POST /account: name, picture, identifiers, and the profile fields that the tenant lists for its account centre.</summary>
internal sealed class ProfilePage(GatehouseOptions options) : IAccountPage
{
    private static readonly FrozenSet<string> Claims = FrozenSet.ToFrozenSet(
        ["familyName", "givenName", "middleName", "nickname", "preferredUsername", "profile", "website", "gender", "birthdate", "zoneinfo", "locale", "address"], StringComparer.Ordinal);

    /// <summary>They have a place of their own on the page.</summary>
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet(["name", "avatar", "username", "email", "phone"], StringComparer.Ordinal);

    public Task GetAsync(AccountVisit visit)
    {
        var inputs = InputsOf(visit);
        return ShowAsync(visit, inputs, inputs.ToDictionary(input => input.Name, input => Current(visit.User, input)), visit.User.Name ?? "", new Dictionary<string, string>(), null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        var (inputs, name) = (InputsOf(visit), visit.Form["name"].Trim());
        var values = inputs.ToDictionary(input => input.Name, input => visit.Form[input.Name].Trim());
        var problems = inputs.Select(input => (input.Name, Problem: input.Refuse(visit.Frame.Page, values[input.Name]))).Where(pair => pair.Problem is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Problem!);
        var problem = problems.Count == 0 ? await SaveAsync(visit, inputs, values, name) : null;
        if (problems.Count == 0 && problem is null) visit.Done(AccountSignIn.StartPath, "profile");
        else await ShowAsync(visit, inputs, values, name, problems, problem);
    }

    private static async Task<AccountProblem?> SaveAsync(AccountVisit visit, IReadOnlyList<ProfileInput> inputs, Dictionary<string, string> values, string name)
    {
        // What the user may not see is not sent, whatever the form brings.
        var changed = inputs.Where(input => input.Type == "Checkbox" || values[input.Name] != Current(visit.User, input)).GroupBy(input => input.Path[0]).Select(group => group.Key).ToHashSet();
        var claims = Values([.. inputs.Where(input => Claims.Contains(input.Path[0]) && changed.Contains(input.Path[0]))], values);
        if (claims.Count > 0)
        {
            var saved = await visit.Api.PatchAsync("/api/my-account/profile", claims);
            if (!saved.IsGood) return visit.ProblemOf(saved);
        }

        var account = new JsonObject();
        if (visit.Frame.Fields.MayEdit(AccountFields.Name) && name != (visit.User.Name ?? "")) account["name"] = name;
        var own = Values([.. inputs.Where(input => !Claims.Contains(input.Path[0]) && changed.Contains(input.Path[0]))], values);
        if (own.Count > 0)
        {
            var data = visit.User.CustomData is { } stored ? (JsonObject)JsonNode.Parse(stored.GetRawText())! : new JsonObject();
            foreach (var (member, value) in own) data[member] = value?.DeepClone();
            account["customData"] = data;
        }

        if (account.Count == 0) return null;
        var answer = await visit.Api.PatchAsync("/api/my-account", account);
        return answer.IsGood ? null : visit.ProblemOf(answer, account.ContainsKey("name") ? "name" : null);
    }

    /// <summary>What was emptied is kept as an empty text: a claim can't be taken away (contract/account-api.md 4).</summary>
    private static JsonObject Values(IReadOnlyList<ProfileInput> inputs, Dictionary<string, string> values)
    {
        var made = new JsonObject();
        foreach (var input in inputs)
        {
            var target = made;
            if (input.Path.Count > 1)
            {
                if (made[input.Path[0]] is not JsonObject whole) made[input.Path[0]] = whole = new JsonObject();
                target = whole;
            }

            var value = values[input.Name];
            target[input.Path[^1]] = input.Type switch
            {
                "Number" when value.Length > 0 => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture),
                "Checkbox" => value.Length > 0,
                _ => value,
            };
        }

        return made;
    }

    private static string Current(AccountHolder user, ProfileInput input)
    {
        var place = Claims.Contains(input.Path[0]) ? user.Profile : user.CustomData;
        foreach (var part in input.Path)
        {
            if (place is not { ValueKind: JsonValueKind.Object } parent || !parent.TryGetProperty(part, out var inner)) return "";
            place = inner;
        }

        return place is { } value ? value.ValueKind switch
        {
            JsonValueKind.False or JsonValueKind.Null => "",
            JsonValueKind.True => "true",
            _ => value.ToString(),
        } : "";
    }

    private static IReadOnlyList<ProfileInput> InputsOf(AccountVisit visit)
    {
        var (published, fields) = (visit.Snapshot.Get<PublishedExperience>(), visit.Frame.Fields);
        return [.. ProfileForm.Of(published, published.AccountCenter.ProfileFields, visit.Frame.Page, takesPictures: false)
            .Where(input => !Elsewhere.Contains(input.Path[0]) && fields.MayEdit(Claims.Contains(input.Path[0]) ? AccountFields.Profile : AccountFields.CustomData))];
    }

    private Task ShowAsync(
        AccountVisit visit, IReadOnlyList<ProfileInput> inputs, IReadOnlyDictionary<string, string> values, string name, Dictionary<string, string> problems, AccountProblem? problem) =>
        visit.ShowAsync<ProfileView, ProfileModel>(
            visit.Say("nav.profile"), new ProfileModel(inputs, values, name, problems, problem, options.KeepsAssets),
            problem?.Status ?? (problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK));
}

/// <param name="Values">What is in the inputs, by their names.</param>
/// <param name="Problems">What is wrong with it, by their names.</param>
/// <param name="TakesPictures">There is a place for files.</param>
internal sealed record ProfileModel(
    IReadOnlyList<ProfileInput> Inputs, IReadOnlyDictionary<string, string> Values, string Name, IReadOnlyDictionary<string, string> Problems, AccountProblem? Problem, bool TakesPictures);
