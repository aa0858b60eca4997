using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>
/// Asks a provider what it is, once, when its configuration is written: what it says is kept with the connector, so that reading a
/// connector calls nobody (contract/management-misc.md 8). OpenID Connect Discovery 1.0 section 4; SAML 2.0 metadata.
/// </summary>
internal sealed class DiscoverProvider(OutboundHttp outbound) : IDisposable
{
    private const int LongestDocument = 256 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client = outbound.CreateClient(Timeout);

    /// <param name="config">Fits the kind of the provider.</param>
    public async Task<Checked<JsonText>> ExecuteAsync(SsoProvider provider, JsonElement config, CancellationToken ct)
    {
        if (provider.IsOidc) return await DiscoverOidcAsync(provider, provider.Issuer ?? config.GetProperty("issuer").GetString()!, ct);
        if (TextIn(config, "metadata") is { } metadata) return SamlMetadata.Read(metadata);
        if (TextIn(config, "metadataUrl") is not { } url)
            return SamlMetadata.Of(TextIn(config, "entityId")!, TextIn(config, "signInEndpoint")!, TextIn(config, "x509Certificate")!);
        return (await FetchAsync(url, ct)).TryGet(out var body, out var refused) ? SamlMetadata.Read(Encoding.UTF8.GetString(body)) : refused;
    }

    public void Dispose() => _client.Dispose();

    private async Task<Checked<JsonText>> DiscoverOidcAsync(SsoProvider provider, string issuer, CancellationToken ct)
    {
        if (!(await FetchAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", ct)).TryGet(out var body, out var refused)) return refused;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return NoDocument;
            var (authorization, token, jwks) = (TextIn(root, "authorization_endpoint"), TextIn(root, "token_endpoint"), TextIn(root, "jwks_uri"));
            if (authorization is null || token is null || jwks is null) return NoDocument;
            // Entra's document for several directories names none of them.
            if (provider.Name != "AzureAdOidc" && TextIn(root, "issuer")?.TrimEnd('/') != issuer.TrimEnd('/'))
                return SsoRules.InvalidProvider("The provider calls itself by another issuer");
            var userinfo = TextIn(root, "userinfo_endpoint");
            return JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("authorizationEndpoint", authorization);
                json.WriteString("tokenEndpoint", token);
                if (userinfo is not null) json.WriteString("userinfoEndpoint", userinfo);
                json.WriteString("jwksUri", jwks);
                json.WriteEndObject();
            });
        }
        catch (JsonException)
        {
            return NoDocument;
        }
    }

    private async Task<Checked<byte[]>> FetchAsync(string url, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Timeout);
        try
        {
            using var response = await _client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode) return SsoRules.InvalidProvider($"The provider answered with status {(int)response.StatusCode}");
            return await OutboundHttp.ReadBodyAsync(response, LongestDocument, patience.Token);
        }
        catch (OutboundRefusedException refused)
        {
            return SsoRules.InvalidProvider(refused.Message);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or UriFormatException || (problem is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return SsoRules.InvalidProvider("The provider could not be reached");
        }
    }

    private static Refusal NoDocument => SsoRules.InvalidProvider("The provider's discovery document is not one");

    private static string? TextIn(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
