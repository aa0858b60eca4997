using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>Asks a provider whose access token it is (RFC 6750 section 2.1): 401 <c>connector.social_invalid_access_token</c> if it takes it not.</summary>
internal sealed class AskUserInfo(ProviderCall provider)
{
    /// <returns>A JSON object.</returns>
    public async Task<Checked<JsonElement>> ExecuteAsync(SocialUserInfoCall call, SocialConfig config, string accessToken, CancellationToken ct)
    {
        if (config.Fill(call.Endpoint) is not { } endpoint) return ConnectorRefusals.InvalidConfig("The userinfo endpoint is not configured.");
        if (call.Proof is { } proof) endpoint += $"{(endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{proof}={ProofOf(accessToken, config.ClientSecret!)}";
        if (!(await GetAsync(endpoint, call.Accept, accessToken, ct)).TryGet(out var answer, out var refused)) return refused;
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) return ConnectorRefusals.AccessTokenInvalid;
        if (!answer.IsSuccess || ProviderJson.Read(answer.Body) is not { ValueKind: JsonValueKind.Object } said)
            return ConnectorRefusals.InvalidResponse("The provider's answer about the user is no JSON object.");
        return call.More is { } more ? await WithMoreAsync(said, more, call.Accept, accessToken, ct) : said;
    }

    private async Task<Checked<JsonElement>> WithMoreAsync(
        JsonElement said, IReadOnlyDictionary<string, string> more, string? accept, string accessToken, CancellationToken ct)
    {
        var found = new Dictionary<string, JsonElement>();
        foreach (var (member, endpoint) in more)
        {
            // Without the scope for it the provider refuses; then there is less to know.
            if ((await GetAsync(endpoint, accept, accessToken, ct)).TryGet(out var answer, out _) && answer.IsSuccess && ProviderJson.Read(answer.Body) is { } value)
                found[member] = value;
        }

        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in said.EnumerateObject().Where(member => !more.ContainsKey(member.Name))) member.WriteTo(json);
            foreach (var (name, value) in found)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }).ToElement();
    }

    private async Task<Checked<ProviderAnswer>> GetAsync(string endpoint, string? accept, string accessToken, CancellationToken ct)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) return ConnectorRefusals.InvalidConfig("The userinfo endpoint is no URL.");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken.Trim());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept ?? "application/json"));
        return await provider.AskAsync(request, ct);
    }

    /// <summary>https://developers.facebook.com/docs/graph-api/guides/secure-requests: a stolen access token alone is worth nothing.</summary>
    private static string ProofOf(string accessToken, string clientSecret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), Encoding.UTF8.GetBytes(accessToken)));
}
