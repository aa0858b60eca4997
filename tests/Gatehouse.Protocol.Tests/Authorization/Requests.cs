using System.Collections.Frozen;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Resources;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>Clients and requests that the tables change.</summary>
internal static class Requests
{
    public const string Callback = "https://app.example/cb";
    public const string Orders = "https://orders.example";
    public const string Stock = "https://stock.example";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string WithChallenge = "code_challenge=" + Challenge + "&code_challenge_method=S256";

    /// <summary>A request that every check lets through, for <see cref="Spa"/>.</summary>
    public const string Good = "client_id=c&redirect_uri=https://app.example/cb&response_type=code&scope=openid&" + WithChallenge;

    public static ClientMetadata Spa { get; } = Client(ApplicationType.SPA, Callback);

    public static ClientMetadata Native { get; } = Client(ApplicationType.Native, Callback);

    public static ClientMetadata Traditional { get; } = Client(ApplicationType.Traditional, Callback);

    public static ClientMetadata Device { get; } =
        ClientMetadata.For(ApplicationType.Native, allowTokenExchange: false, isDeviceFlow: true, isThirdParty: false);

    public static ResourceDirectory Directory { get; } = ResourceDirectory.Create(
    [
        new(Orders, 600, FrozenSet.Create("read", "write", "email")),
        new(Stock, 600, FrozenSet.Create("read", "count")),
        new(ResourceDirectory.Organizations, 3600, FrozenSet.Create("org:read", "org:invite")),
    ]);

    public static ClientMetadata Client(ApplicationType type, params string[] redirectUris) =>
        ClientMetadata.For(type, allowTokenExchange: false, isDeviceFlow: false, isThirdParty: false) with { RedirectUris = redirectUris };

    public static ClientMetadata ThirdParty(params string[] userScopes) =>
        ClientMetadata.For(ApplicationType.Traditional, allowTokenExchange: false, isDeviceFlow: false, isThirdParty: true) with
        {
            RedirectUris = [Callback],
            EnabledScopes = new EnabledScopes(
                userScopes.ToFrozenSet(),
                FrozenSet.Create("org:read"),
                new Dictionary<string, FrozenSet<string>> { [Orders] = FrozenSet.Create("read") }.ToFrozenDictionary()),
        };

    public static ProtocolParameters Read(string query) => ProtocolParameters.CreateSettingDoubledAside(
        AuthorizationParameters.SplitResources(FormBody.Parse(query).Value()), AuthorizationParameters.Known);

    public static AuthorizationRequest Request(
        string query, ClientMetadata? client = null, AuthorizationRequestKind kind = AuthorizationRequestKind.Authorize) =>
        AuthorizationRequest.From(Read(query), "c", client ?? Spa, Directory, kind);

    /// <summary>The good request with some parameters replaced (<c>name=value</c>), removed (<c>name=</c>) or added.</summary>
    public static string But(string changes)
    {
        var changed = changes.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).ToHashSet();
        return string.Join('&', Good.Split('&').Where(pair => !changed.Contains(pair.Split('=')[0])).Append(changes));
    }
}
