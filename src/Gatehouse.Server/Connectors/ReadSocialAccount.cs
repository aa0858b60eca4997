using System.Text;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Connectors;

/// <summary>An account at a social provider.</summary>
/// <param name="ConnectorId">By which we know of it.</param>
/// <param name="Target">The provider.</param>
/// <param name="Tokens">The provider's, where the connector is to keep them; else null.</param>
internal sealed record SocialAccount(string ConnectorId, string Target, SocialUserInfo UserInfo, SealedTokens? Tokens);

/// <summary>Learns from the data that a provider sent back whose account it is (contract/experience-api.md 4.3, contract/management-api.md 2.10).</summary>
internal sealed class ReadSocialAccount(
    GatehouseDb db, Snapshots snapshots, OpenConfig open, Sealer sealer, ExchangeCode exchange, VerifyIdToken verify, AskUserInfo ask)
{
    private static readonly Field<string> Code = Schemas.Text.Required("code");
    private static readonly Field<string> UserId = Schemas.Text.Optional("userId");
    private static readonly Field<string> Email = Schemas.Text.Optional("email");
    private static readonly Field<string> Phone = Schemas.Text.Optional("phone");
    private static readonly Field<string> Name = Schemas.Text.Optional("name");
    private static readonly Field<string> Avatar = Schemas.Text.Optional("avatar");
    private static readonly ObjectSchema Posted = new(Code, UserId, Email, Phone, Name, Avatar);

    /// <summary>The ID token of Google One Tap in the data (contract/experience-api.md 4.3); null when they come from an authorization request.</summary>
    public async Task<string?> OneTapCredentialAsync(string connectorId, JsonText data, CancellationToken ct) =>
        (await FindAsync(connectorId, ct))?.Factory.Provider?.IdToken?.OneTapField is { } field ? TextIn(data.ToElement(), field) : null;

    /// <param name="data">Everything that came with the browser, a JSON object; without a session with the member <c>redirectUri</c>.</param>
    /// <param name="session">What <see cref="AskProvider"/> gave to keep; null where nothing was kept.</param>
    public async Task<Checked<SocialAccount>> ExecuteAsync(string connectorId, JsonText data, ProviderSession? session, CancellationToken ct)
    {
        if (await FindAsync(connectorId, ct) is not { } connector) return ConnectorRefusals.NotFound;
        if (connector.Factory.Provider is not { } provider) return new Refusal("session.invalid_connector_id", 422);
        if (provider.IsMock) return PostedAccount(connector, data);
        if (!open.Execute(connector.Factory, connector.Config).TryGet(out var opened, out var refused)) return refused;
        var (config, answer) = (new SocialConfig(opened.ToElement()), data.ToElement());
        if (!(await SaidAsync(provider, config, answer, session, ct)).TryGet(out var said, out refused)) return refused;
        var described = provider.CallbackDetails is { } details ? WithDetails(said.Claims, answer, details) : said.Claims;
        return MapAccount.Execute(provider, config, described).TryGet(out var info, out refused)
            ? new SocialAccount(connector.Id, connector.Target, info, connector.KeepsTokens && said.Tokens is { } tokens ? SealedTokens.Of(connector.Id, tokens, sealer) : null) : refused;
    }

    private async Task<InstalledConnector?> FindAsync(string connectorId, CancellationToken ct) =>
        (await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Find(connectorId);

    private async Task<Checked<(JsonElement Claims, ProviderTokens? Tokens)>> SaidAsync(
        SocialProvider provider, SocialConfig config, JsonElement answer, ProviderSession? session, CancellationToken ct)
    {
        if (TextIn(answer, "error") is not null) return ConnectorRefusals.Denied(ProviderJson.WithoutSecrets(answer));
        if (provider.IdToken is { OneTapField: { } oneTap } rules && TextIn(answer, oneTap) is { } credential)
        {
            if (!config.Flag("oneTap.isEnabled")) return ConnectorRefusals.InvalidConfig("One Tap is not switched on.");
            return Alone(await verify.ExecuteAsync(rules, config, credential, nonce: null, ct));
        }

        if (session is not null && TextIn(answer, "state") is { } state && state != session.State) return ConnectorRefusals.AuthorizationFailed("The answer belongs to another sign-in.");
        if (provider.Authorization.NeedsSession && session is null) return ConnectorRefusals.NotImplemented;
        if (!ExchangeCode.IsPossible(provider, config)) return await FromCallbackAsync(provider.IdToken!, config, answer, session, ct);
        if (TextIn(answer, "code") is not { } code || (session?.RedirectUri ?? TextIn(answer, "redirectUri")) is not { } redirectUri) return Unusable(answer);
        var sent = new SocialCode { Value = code, RedirectUri = redirectUri, Verifier = session?.CodeVerifier, State = session?.State ?? TextIn(answer, "state") };
        if (!(await exchange.ExecuteAsync(provider.Token!, config, sent, ct)).TryGet(out var tokens, out var refused)) return refused;
        if (provider.IdToken is null)
            return (await ask.ExecuteAsync(provider.UserInfo!, config, tokens.AccessToken, ct)).TryGet(out var said, out refused) ? (said, tokens) : refused;
        if (tokens.IdToken is not { } idToken) return ConnectorRefusals.InvalidResponse("There is no ID token in the provider's answer.");
        return (await verify.ExecuteAsync(provider.IdToken, config, idToken, session?.Nonce, ct)).TryGet(out var claims, out refused) ? (claims, tokens) : refused;
    }

    /// <summary>The ID token came with the browser, so it is only good with the nonce of this very question.</summary>
    private async Task<Checked<(JsonElement, ProviderTokens?)>> FromCallbackAsync(
        SocialIdToken rules, SocialConfig config, JsonElement answer, ProviderSession? session, CancellationToken ct) =>
        TextIn(answer, rules.CallbackField!) is { } idToken && session?.Nonce is { } nonce
            ? Alone(await verify.ExecuteAsync(rules, config, idToken, nonce, ct)) : Unusable(answer);

    private static Checked<(JsonElement, ProviderTokens?)> Alone(Checked<JsonElement> claims) =>
        claims.TryGet(out var said, out var refused) ? (said, null) : refused;

    /// <summary>What nobody signed stands beside the claims under its own name and over none of them.</summary>
    private static JsonElement WithDetails(JsonElement claims, JsonElement answer, string field)
    {
        if (claims.TryGetProperty(field, out _) || TextIn(answer, field) is not { } text) return claims;
        if (ProviderJson.Read(Encoding.UTF8.GetBytes(text)) is not { ValueKind: JsonValueKind.Object } details) return claims;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in claims.EnumerateObject()) member.WriteTo(json);
            json.WritePropertyName(field);
            details.WriteTo(json);
            json.WriteEndObject();
        }).ToElement();
    }

    private static Checked<SocialAccount> PostedAccount(InstalledConnector connector, JsonText data)
    {
        if (!Posted.TryRead(data.ToElement(), new Reading(), out var posted)) return new Refusal("connector.invalid_response") { Data = data };
        var userId = posted.Get(UserId) is { Length: > 0 } stated ? stated : "mock-social-sub-" + Identifier.Long();
        return new SocialAccount(
            connector.Id, connector.Target,
            new SocialUserInfo(userId, Filled(Email), Filled(Phone), Filled(Name), Filled(Avatar), data), Tokens: null);

        string? Filled(Field<string> fact) => posted.Get(fact) is { Length: > 0 } value ? value : null;
    }

    private static Refusal Unusable(JsonElement answer) => new("connector.invalid_response") { Data = ProviderJson.WithoutSecrets(answer) };

    private static string? TextIn(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
