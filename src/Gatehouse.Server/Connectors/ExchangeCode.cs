using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Connectors;

/// <summary>Makes tokens of the code that a provider sent back with the browser (RFC 6749 section 4.1.3, RFC 7636 section 4.5), or of a refresh token.</summary>
internal sealed class ExchangeCode(ProviderCall provider, AppleSecret appleSecret, TimeProvider time)
{
    private const string Basic = "client_secret_basic";
    private const string Apple = "apple";
    private const int LongestLife = 366 * 24 * 3600;

    /// <summary>Errors that speak of our credentials; every other one speaks of the code. The third is GitHub's.</summary>
    private static readonly string[] ClientErrors = ["invalid_client", "unauthorized_client", "incorrect_client_credentials"];

    /// <summary>Whether there is something to authenticate with: Apple can do without, by an ID token in the callback.</summary>
    public static bool IsPossible(SocialProvider provider, SocialConfig config) =>
        provider.Token?.Authentication != Apple || AppleSecret.IsPossible(config);

    public async Task<Checked<ProviderTokens>> ExecuteAsync(SocialToken endpoint, SocialConfig config, SocialCode code, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code.Value, ["redirect_uri"] = code.RedirectUri };
        if (code.Verifier is { } verifier) form["code_verifier"] = verifier;
        if (endpoint.SendsState && code.State is { } state) form["state"] = state;
        return await AskAsync(endpoint, config, form, ct);
    }

    /// <summary>Makes tokens of a refresh token (RFC 6749 section 6).</summary>
    public Task<Checked<ProviderTokens>> RefreshAsync(SocialToken endpoint, SocialConfig config, string refreshToken, CancellationToken ct) =>
        AskAsync(endpoint, config, new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, ct);

    private async Task<Checked<ProviderTokens>> AskAsync(SocialToken endpoint, SocialConfig config, Dictionary<string, string> form, CancellationToken ct)
    {
        if (Uri.TryCreate(config.Fill(endpoint.Endpoint), UriKind.Absolute, out var address) is false) return ConnectorRefusals.InvalidConfig("The token endpoint is no URL.");

        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (!Authenticate(endpoint, config, form, request).TryGet(out _, out var refused)) return refused;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        if (!(await provider.AskAsync(request, ct)).TryGet(out var answer, out refused)) return refused;
        return Read(answer);
    }

    private Checked<Done> Authenticate(SocialToken endpoint, SocialConfig config, Dictionary<string, string> form, HttpRequestMessage request)
    {
        var method = config.Text("tokenEndpointAuthMethod") ?? endpoint.Authentication;
        if (method == Basic)
        {
            // RFC 6749 section 2.3.1: each half is form-encoded before.
            var pair = $"{WebUtility.UrlEncode(config.ClientId)}:{WebUtility.UrlEncode(config.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return new Done();
        }

        form["client_id"] = config.ClientId;
        if (method != Apple)
        {
            form["client_secret"] = config.ClientSecret!;
            return new Done();
        }

        if (!appleSecret.Sign(config).TryGet(out var secret, out var refused)) return refused;
        form["client_secret"] = secret;
        return new Done();
    }

    /// <summary>GitHub and Naver answer errors with status 200; some providers answer as a form.</summary>
    private Checked<ProviderTokens> Read(ProviderAnswer answer)
    {
        var members = MembersOf(answer.Body);
        if (members.TryGetValue("error", out var error) || (int)answer.Status >= 400)
        {
            return ClientErrors.Contains(error) || answer.Status == HttpStatusCode.Unauthorized
                ? ConnectorRefusals.AuthorizationFailed("The provider does not take the client's credentials.")
                : ConnectorRefusals.CodeInvalid;
        }

        if (!answer.IsSuccess || !members.TryGetValue("access_token", out var accessToken)) return ConnectorRefusals.InvalidResponse("There is no access token in the provider's answer.");
        return new ProviderTokens
        {
            AccessToken = accessToken,
            IdToken = members.GetValueOrDefault("id_token"),
            RefreshToken = members.GetValueOrDefault("refresh_token"),
            Scope = members.GetValueOrDefault("scope"),
            TokenType = members.GetValueOrDefault("token_type"),
            ExpiresAt = double.TryParse(members.GetValueOrDefault("expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestLife
                ? time.GetUtcNow().AddSeconds(seconds) : null,
        };
    }

    /// <summary>The members that are texts or numbers, and of an error that is more than a text, that it is there.</summary>
    private static Dictionary<string, string> MembersOf(byte[] body)
    {
        if (body is [(byte)'{', ..] || ProviderJson.Read(body) is not null)
        {
            return ProviderJson.Read(body) is { ValueKind: JsonValueKind.Object } json
                ? json.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number || member.NameEquals("error"))
                    .ToDictionary(member => member.Name, member => member.Value.ToString())
                : [];
        }

        return QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }
}

/// <summary>A code with what belongs to it.</summary>
internal sealed class SocialCode
{
    public required string Value { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Of PKCE; null without.</summary>
    public string? Verifier { get; init; }

    public string? State { get; init; }
}
