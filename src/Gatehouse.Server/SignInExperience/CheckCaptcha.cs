using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// Asks the tenant's captcha provider whether a token is a person's (contract/experience-api.md 13): reCAPTCHA Enterprise by a score of 0.5
/// or more, or by the box that was checked; Turnstile by its word. Without a provider no token is good. A provider that can't be reached
/// vouches for nobody.
/// </summary>
internal sealed class CheckCaptcha(OutboundHttp outbound, CaptchaEndpoints endpoints, Snapshots snapshots, Sealer sealer, ILogger<CheckCaptcha> log) : IDisposable
{
    private const string Turnstile = "Turnstile";
    private const string Checkbox = "checkbox";
    private const double LowestScore = 0.5;
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client = outbound.CreateClient(Timeout);

    /// <param name="ip">The client address, which the provider compares; null: unknown.</param>
    public async Task<bool> IsHumanAsync(string tenantId, string token, string? ip, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(tenantId, ct)).Get<PublishedExperience>().Captcha is not { } provider) return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Timeout);
        try
        {
            var (config, secret) = (provider.Config.ToElement(), sealer.Open(provider.SecretKey));
            return TextIn(config, "type") == Turnstile
                ? await AskTurnstileAsync(secret, token, ip, patience.Token) : await AskRecaptchaAsync(config, secret, token, ip, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            log.CaptchaNotAsked("it did not answer in time");
        }
        catch (OutboundRefusedException refused)
        {
            log.CaptchaNotAsked(refused.Message);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            log.CaptchaNotAsked("it could not be reached");
        }
        catch (JsonException)
        {
            log.CaptchaNotAsked("its answer is not JSON");
        }
        catch (CryptographicException)
        {
            log.CaptchaNotAsked("its secret key can't be read any more; enter it again");
        }

        return false;
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> AskTurnstileAsync(string secret, string token, string? ip, CancellationToken ct)
    {
        var answer = await AskAsync(endpoints.Turnstile, null, json =>
        {
            json.WriteString("secret", secret);
            json.WriteString("response", token);
            if (ip is not null) json.WriteString("remoteip", ip);
        }, ct);
        return IsTrue(answer, "success");
    }

    private async Task<bool> AskRecaptchaAsync(JsonElement config, string key, string token, string? ip, CancellationToken ct)
    {
        var assessments = new Uri(endpoints.Recaptcha, $"v1/projects/{Uri.EscapeDataString(TextIn(config, "projectId") ?? "")}/assessments");
        var answer = await AskAsync(assessments, key, json =>
        {
            json.WriteStartObject("event");
            json.WriteString("token", token);
            json.WriteString("siteKey", TextIn(config, "siteKey"));
            if (ip is not null) json.WriteString("userIpAddress", ip);
            json.WriteEndObject();
        }, ct);
        if (!IsTrue(Member(answer, "tokenProperties"), "valid")) return false;
        return TextIn(config, "mode") == Checkbox
            || (Member(Member(answer, "riskAnalysis"), "score") is { ValueKind: JsonValueKind.Number } score && score.GetDouble() >= LowestScore);
    }

    /// <param name="key">For a header, where no log keeps it, as one keeps a URL.</param>
    /// <returns>Null: the provider refused.</returns>
    private async Task<JsonElement?> AskAsync(Uri url, string? key, Action<Utf8JsonWriter> writeMembers, CancellationToken ct)
    {
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        });
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (key is not null) request.Headers.TryAddWithoutValidation("X-Goog-Api-Key", key);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            log.CaptchaNotAsked($"it answered with status {(int)response.StatusCode}");
            return null;
        }

        using var answer = JsonDocument.Parse(await OutboundHttp.ReadBodyAsync(response, LongestAnswer, ct));
        return answer.RootElement.Clone();
    }

    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var member) ? member : null;

    private static bool IsTrue(JsonElement? json, string name) => Member(json, name) is { ValueKind: JsonValueKind.True };

    private static string? TextIn(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>Where captcha providers are asked. Tests put receivers of their own in their places; there is no setting for it.</summary>
/// <param name="Turnstile">Takes the token.</param>
/// <param name="Recaptcha">Ends in a slash; projects lie below it.</param>
internal sealed record CaptchaEndpoints(Uri Turnstile, Uri Recaptcha)
{
    public static CaptchaEndpoints Public { get; } = new(
        new Uri("https://challenges.cloudflare.com/turnstile/v0/siteverify"), new Uri("https://recaptchaenterprise.googleapis.com/"));
}
