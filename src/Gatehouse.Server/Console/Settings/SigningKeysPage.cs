using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Settings;

/// <summary>GET and POST /console/{tenant}/settings/signing-keys: what tokens and cookies are signed with, and the next key (contract/management-misc.md 3).</summary>
internal sealed class SigningKeysPage : IConsolePage
{
    public const string Path = "/settings/signing-keys";
    public const string RotatePrivate = "rotate-private";
    public const string RotateCookie = "rotate-cookie";
    public const string Delete = "delete";

    private const string PrivateKeys = "/api/configs/oidc/private-keys";
    private const string CookieKeys = "/api/configs/oidc/cookie-keys";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var (answer, notice) = visit.Form["action"] switch
        {
            RotatePrivate => (await visit.Api.PostAsync(PrivateKeys + "/rotate", Rotation(visit)), visit.Form["grace"] is "0" or "" ? "key_rotated" : "key_staged"),
            RotateCookie => (await visit.Api.PostAsync(CookieKeys + "/rotate", new JsonObject()), "key_rotated"),
            _ => (await visit.Api.DeleteAsync($"{(visit.Form["type"] is "cookie" ? CookieKeys : PrivateKeys)}/{Uri.EscapeDataString(visit.Form["keyId"])}"), "key_deleted"),
        };
        if (answer.IsGood) visit.Done(Path, notice);
        else await ShowAsync(visit, answer.Problem);
    }

    private static JsonObject Rotation(ConsoleVisit visit) => new()
    {
        ["signingKeyAlgorithm"] = visit.Form["algorithm"] is "RSA" ? "RSA" : "EC",
        ["rotationGracePeriod"] = int.TryParse(visit.Form["grace"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0,
    };

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => await visit.ShowAsync<SigningKeysView, SigningKeysModel>(
        visit.Say("settings.tab_keys"), new SigningKeysModel(await visit.Api.ReadAsync<List<KeyRow>>(PrivateKeys), await visit.Api.ReadAsync<List<KeyRow>>(CookieKeys), problem),
        problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record SigningKeysModel(IReadOnlyList<KeyRow> PrivateKeys, IReadOnlyList<KeyRow> CookieKeys, ApiProblem? Problem);

/// <summary>A key, never what it is made of.</summary>
/// <param name="CreatedAt">Seconds since 1970.</param>
/// <param name="SigningKeyAlgorithm"><c>RSA</c> or <c>EC</c>; null for a key of cookies.</param>
/// <param name="Status"><c>Next</c>, <c>Current</c> or <c>Previous</c>; null for a key of cookies.</param>
/// <param name="EffectiveAt">Of a next key: milliseconds since 1970.</param>
internal sealed record KeyRow(string Id, long CreatedAt, string? SigningKeyAlgorithm, string? Status, long? EffectiveAt)
{
    public string Tone => Status switch { "Current" => "good", "Next" => "warn", _ => "idle" };
}
