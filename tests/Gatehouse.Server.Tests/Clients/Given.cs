using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>What a flow starts from: a user who can sign in, an application, and what else it needs.</summary>
internal sealed class Given
{
    public const string Bye = "https://app.test/bye";
    public const string Secret = "secret-of-the-web-application-32";

    private readonly Dictionary<string, object> _members = [];

    public IReadOnlyDictionary<string, object> Members => _members;

    public string Resource => (string)_members["resource"];

    public static async Task<Given> UserAndAppAsync(
        TestServer server, ApplicationType type = ApplicationType.SPA, string custom = "{}", string moreOidc = "", string? authentication = null, string redirectUri = SignInFlow.Callback)
    {
        var (userId, username) = await server.NewSignerAsync();
        (string, string, DateTime?)[] secrets = type is ApplicationType.SPA or ApplicationType.Native ? [] : [("web", Secret, null)];
        var clientId = await server.NewAppAsync(type, custom, redirectUri, moreOidc, secrets);
        var endpoint = server.Address.ToString().TrimEnd('/');
        var given = new Given()
            .With("endpoint", endpoint).With("issuer", endpoint + "/oidc").With("userId", userId).With("username", username)
            .With("password", ExperienceCalls.Password).With("clientId", clientId).With("callback", redirectUri).With("bye", Bye);
        if (secrets.Length > 0) given.With("clientSecret", Secret);
        if (authentication is not null) given.With("authentication", authentication);
        return given;
    }

    public Given With(string name, object value)
    {
        _members[name] = value;
        return this;
    }

    /// <summary>A resource of which the user owns one scope.</summary>
    public async Task<Given> WithResourceAsync(TestServer server, int ttl = 3600) =>
        With("resource", await server.AddUserResourceAsync((string)_members["userId"], ttl, "read", "not-owned")).With("scope", "read");

    /// <summary>A resource of which the application owns one scope.</summary>
    public async Task<Given> WithApplicationResourceAsync(TestServer server) =>
        With("resource", await server.AddResourceAsync((string)_members["clientId"], scopes: "read")).With("scope", "read");
}
