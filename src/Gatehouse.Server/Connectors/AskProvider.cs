using System.Buffers.Text;
using System.Security.Cryptography;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Paging;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Makes the URL at which a social provider is asked to sign somebody in (RFC 6749 section 4.1.1).</summary>
internal sealed class AskProvider(GatehouseDb db, ConnectorFactories factories, OpenConfig open)
{
    private const int RandomOctets = 32;

    /// <summary>
    /// Contract/experience-api.md 4.3 with a session, contract/management-misc.md 7 without: then nonce and PKCE can't be, and providers that
    /// need them are 501 <c>connector.not_implemented</c>.
    /// </summary>
    /// <param name="state">The caller's, who recognises the answer by it.</param>
    /// <param name="keepsSession">The caller hands <see cref="ProviderQuestion.Session"/> to <see cref="ReadSocialAccount"/> when the browser is back.</param>
    /// <param name="scope">What is asked for; null: what the connector is set up to ask for.</param>
    public async Task<Checked<ProviderQuestion>> ExecuteAsync(string connectorId, string state, string redirectUri, bool keepsSession, string? scope, CancellationToken ct)
    {
        if (state.Length == 0 || redirectUri.Length == 0) return new Refusal("session.insufficient_info");
        if (await db.Connectors.AsNoTracking().SingleOrDefaultAsync(row => row.Id == connectorId, ct) is not { } connector) return ConnectorRefusals.NotFound;
        if (factories.Find(connector.FactoryId) is not { } factory) return ConnectorRefusals.NotFound;
        if (factory.Provider is not { } provider) return ConnectorRefusals.UnexpectedType;
        if (!open.Execute(factory, connector.Config).TryGet(out var config, out var refused)) return refused;
        if (provider.Authorization.NeedsSession && !keepsSession) return ConnectorRefusals.NotImplemented;
        var session = new ProviderSession(
            state, redirectUri,
            keepsSession && provider.IdToken is not null ? RandomText() : null,
            keepsSession && provider.Authorization.UsesPkce ? RandomText() : null);
        return new ProviderQuestion(UrlOf(provider, new SocialConfig(config.ToElement()), session, scope), session);
    }

    private static string UrlOf(SocialProvider provider, SocialConfig config, ProviderSession session, string? wanted)
    {
        var authorization = provider.Authorization;
        var query = new Dictionary<string, string>();
        if (!provider.IsMock)
        {
            query["response_type"] = ExchangeCode.IsPossible(provider, config) ? "code" : "code id_token";
            query["client_id"] = config.ClientId;
        }

        query["state"] = session.State;
        query["redirect_uri"] = session.RedirectUri;
        if (ScopeOf(provider, config, wanted) is { Length: > 0 } scope) query["scope"] = scope;
        foreach (var (name, value) in authorization.Parameters ?? new Dictionary<string, string>()) query[name] = value;
        if (session.Nonce is { } nonce) query["nonce"] = nonce;
        if (session.CodeVerifier is { } verifier) (query["code_challenge"], query["code_challenge_method"]) = (CodeChallenge.Of(verifier), CodeChallenge.S256);
        if (string.Join(' ', config.Texts("prompts")) is { Length: > 0 } prompts) query["prompt"] = prompts;
        if (config.Flag("offlineAccess")) query["access_type"] = "offline";
        foreach (var (name, value) in config.Map("authRequestOptionalConfig").Concat(config.Map("customConfig"))) query.TryAdd(name, value);
        var endpoint = config.Fill(authorization.Endpoint)!;
        return endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?') + FormQuery.Encode(query);
    }

    private static string ScopeOf(SocialProvider provider, SocialConfig config, string? wanted)
    {
        var scope = wanted ?? config.Text("scope") ?? provider.Authorization.Scope;
        // Without it there is no ID token; Apple gives one always and knows no such scope.
        return provider.IdToken is { CallbackField: null } && !scope.Split(' ').Contains("openid") ? $"openid {scope}".TrimEnd() : scope;
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomOctets));
}
