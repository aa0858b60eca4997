using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>
/// An application's settings as a form, and the form as the body of a change. JSON members are replaced as a whole by the API: what the form
/// has no field for is kept.
/// </summary>
internal static class ApplicationForm
{
    /// <summary>One value a line.</summary>
    private static readonly string[] AddressLists = ["redirectUris", "postLogoutRedirectUris"];

    /// <summary>Boxes of <c>customClientMetadata</c>, and what holds where nothing is said.</summary>
    private static readonly (string Name, bool Usual)[] TokenFlags =
        [("rotateRefreshToken", true), ("alwaysIssueRefreshToken", false), ("allowTokenExchange", false)];

    private static readonly string[] Numbers = ["idTokenTtl", "refreshTokenTtlInDays", "maxAllowedGrants"];

    private static readonly string[] OidcFlags = ["backchannelLogoutSessionRequired", "requirePushedAuthorizationRequests", "dpopBoundAccessTokens"];

    /// <summary>Where the API tells of a member, and the field that is for it.</summary>
    private static readonly (string Start, string Field)[] Members =
    [
        .. AddressLists.Concat(["backchannelLogoutUri", "tokenEndpointAuthMethod", "jwks", .. OidcFlags]).Select(name => ("oidcClientMetadata." + name, name)),
        .. Numbers.Concat(["corsAllowedOrigins"]).Select(name => ("customClientMetadata." + name, name)),
    ];

    public static PostedForm Of(ConsoleApplication application)
    {
        var (oidc, custom) = (application.OidcClientMetadata, application.CustomClientMetadata);
        return ShownForm.Of(
        [
            ("name", application.Name), ("description", application.Description),
            .. AddressLists.Select(name => (name, Lines(oidc[name]))),
            ("corsAllowedOrigins", Lines(custom["corsAllowedOrigins"])),
            .. Numbers.Select(name => (name, custom[name]?.ToString())),
            .. TokenFlags.Select(flag => (flag.Name, ShownForm.Tick(custom[flag.Name]?.GetValue<bool>() ?? flag.Usual))),
            .. OidcFlags.Select(name => (name, ShownForm.Tick(oidc[name]?.GetValue<bool>() ?? false))),
            ("backchannelLogoutUri", oidc["backchannelLogoutUri"]?.ToString()),
            ("tokenEndpointAuthMethod", oidc["tokenEndpointAuthMethod"]?.ToString()),
            ("jwks", oidc["jwks"] is { } keys ? TypedJson.Show(JsonSerializer.SerializeToElement(keys)) : null),
            ("customData", TypedJson.Show(application.CustomData)),
        ]);
    }

    /// <summary>The body of a change; a problem where a field can't be read.</summary>
    public static (JsonObject Body, ApiProblem? Problem) BodyOf(ConsoleVisit visit, ConsoleApplication application)
    {
        var form = visit.Form;
        var (oidc, custom) = (application.OidcClientMetadata.DeepClone().AsObject(), application.CustomClientMetadata.DeepClone().AsObject());
        var body = new JsonObject
        {
            ["name"] = form["name"].Trim(), ["description"] = form["description"].Trim() is { Length: > 0 } text ? text : null, ["oidcClientMetadata"] = oidc, ["customClientMetadata"] = custom,
        };
        if (!TypedJson.TryRead(visit, "customData", out var customData, out var problem)) return (body, problem);
        body["customData"] = customData;
        SetFlags(oidc, form, OidcFlags.Select(name => (name, false)));
        if (application.HasSecrets && !TrySetAuthentication(visit, oidc, out problem)) return (body, problem);
        foreach (var name in Numbers)
        {
            if (form[name].Trim() is not { Length: > 0 } typed) custom.Remove(name);
            else if (long.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number > 0) custom[name] = number;
            else return (body, ApiProblem.Own(visit.Say("form.whole_number"), name));
        }

        if (application.IsMachine) return (body, null);
        SetFlags(custom, form, TokenFlags);
        foreach (var name in AddressLists) oidc[name] = LinesOf(form[name]);
        SetList(custom, "corsAllowedOrigins", LinesOf(form["corsAllowedOrigins"]));
        if (form["backchannelLogoutUri"].Trim() is { Length: > 0 } uri) oidc["backchannelLogoutUri"] = uri;
        else oidc.Remove("backchannelLogoutUri");
        return (body, null);
    }

    /// <summary>The problem told beside the fields of this form, with the line of a list that it is about.</summary>
    public static ApiProblem Beside(ApiProblem problem) => problem with
    {
        Fields = problem.Fields.Select(pair => Array.Find(Members, member => pair.Key == member.Start || pair.Key.StartsWith(member.Start + ".", StringComparison.Ordinal)) is { Field: { } field, Start: var start }
            ? KeyValuePair.Create(field, Numbered(pair.Key[start.Length..], pair.Value)) : pair).DistinctBy(pair => pair.Key).ToDictionary(),
    };

    private static string Numbered(string rest, string sentence) =>
        int.TryParse(rest.TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? string.Create(CultureInfo.InvariantCulture, $"{place + 1}: {sentence}") : sentence;

    private static bool TrySetAuthentication(ConsoleVisit visit, JsonObject oidc, out ApiProblem? problem)
    {
        if (visit.Form["tokenEndpointAuthMethod"] is { Length: > 0 } method) oidc["tokenEndpointAuthMethod"] = method;
        else oidc.Remove("tokenEndpointAuthMethod");
        if (!TypedJson.TryRead(visit, "jwks", out var keys, out problem)) return false;
        if (keys.Count > 0) oidc["jwks"] = keys;
        else oidc.Remove("jwks");
        return true;
    }

    private static void SetFlags(JsonObject target, PostedForm form, IEnumerable<(string Name, bool Usual)> flags)
    {
        foreach (var (name, usual) in flags)
        {
            var isTicked = form[name] is "true";
            if (isTicked != usual || target.ContainsKey(name)) target[name] = isTicked;
        }
    }

    private static void SetList(JsonObject target, string name, JsonArray values)
    {
        if (values.Count > 0 || target.ContainsKey(name)) target[name] = values;
    }

    private static string Lines(JsonNode? list) => list is JsonArray values ? string.Join('\n', values.Select(value => value?.ToString())) : "";

    private static JsonArray LinesOf(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line)];
}
