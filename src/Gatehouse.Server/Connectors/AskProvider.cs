using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Paging;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Makes the URL at which a social provider is asked to sign somebody in (RFC 6749 section 4.1.1).</summary>
internal sealed partial class AskProvider(GatehouseDb db, ConnectorFactories factories, Sealer sealer)
{
    /// <summary>Contract/management-misc.md 7: without an interaction, so not for providers that need something kept until the browser is back.</summary>
    public async Task<Checked<string>> ExecuteAsync(string connectorId, string state, string redirectUri, CancellationToken ct)
    {
        if (state.Length == 0 || redirectUri.Length == 0) return new Refusal("session.insufficient_info");
        if (await db.Connectors.AsNoTracking().SingleOrDefaultAsync(row => row.Id == connectorId, ct) is not { } connector) return ConnectorRefusals.NotFound;
        if (factories.Find(connector.FactoryId) is not { } factory) return ConnectorRefusals.NotFound;
        if (factory.Authorization is not { } authorization) return ConnectorRefusals.UnexpectedType;
        if (!Open(connector).TryGet(out var config, out var refused)) return refused;
        if (!factory.Check(config).TryGet(out _, out refused)) return refused;
        if (authorization.NeedsSession) return ConnectorRefusals.NotImplemented;
        return UrlOf(authorization, config.ToElement(), state, redirectUri);
    }

    private Checked<JsonText> Open(Connector connector)
    {
        try
        {
            return JsonText.FromStored(sealer.Open(connector.Config));
        }
        catch (CryptographicException)
        {
            return ConnectorRefusals.InvalidConfig("The configuration can't be read any more; enter it again.");
        }
    }

    private static string UrlOf(SocialAuthorization authorization, JsonElement config, string state, string redirectUri)
    {
        var endpoint = Place().Replace(authorization.Endpoint, place => TextIn(config, place.Groups[1].Value)?.TrimEnd('/') ?? "");
        var scope = TextIn(config, "scope") ?? authorization.Scope;
        var query = new Dictionary<string, string>();
        if (!authorization.IsMock)
        {
            query["response_type"] = "code";
            query["client_id"] = TextIn(config, "clientId")!;
        }

        query["state"] = state;
        query["redirect_uri"] = redirectUri;
        if (scope.Length > 0) query["scope"] = scope;
        if (config.TryGetProperty("prompts", out var prompts)) query["prompt"] = string.Join(' ', prompts.EnumerateArray().Select(prompt => prompt.GetString()));
        if (config.TryGetProperty("offlineAccess", out var offline) && offline.ValueKind == JsonValueKind.True) query["access_type"] = "offline";
        if (config.TryGetProperty("customConfig", out var custom))
        {
            foreach (var member in custom.EnumerateObject()) query.TryAdd(member.Name, member.Value.GetString()!);
        }

        return endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?') + FormQuery.Encode(query);
    }

    private static string? TextIn(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
