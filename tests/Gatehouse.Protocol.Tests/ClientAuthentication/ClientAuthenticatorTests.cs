using Gatehouse.Protocol.ClientAuthentication;

namespace Gatehouse.Protocol.Tests.ClientAuthentication;

/// <summary>RFC 6749 sections 2.3.1 and 3.2.1; contract oidc.md sections 3, 4.1 and 4.2.</summary>
public sealed class ClientAuthenticatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ClientCredentials Public = new(ClientAuthenticationMethod.None, []);

    private static readonly ClientCredentials Confidential = new(ClientAuthenticationMethod.ClientSecretBasic,
    [
        new("expired", "old", Now.AddSeconds(-1)),
        new("expires now", "edge", Now),
        new("rotated", "new", Now.AddSeconds(1)),
        new("forever", "always", null),
        new("twice, dead", "twice", Now.AddDays(-1)),
        new("twice, live", "twice", null),
    ]);

    [Theory(DisplayName = "Contract section 4.2: any unexpired secret authenticates, by header or body")]
    [InlineData("new", "rotated")]
    [InlineData("always", "forever")]
    [InlineData("twice", "twice, live")]
    public void A_live_secret_authenticates_and_is_named(string secret, string name)
    {
        Assert.Equal(name, Authenticate(ClientAuthenticationMethod.ClientSecretBasic, secret, Confidential).Value().SecretName);
        Assert.Equal(name, Authenticate(ClientAuthenticationMethod.ClientSecretPost, secret, Confidential).Value().SecretName);
    }

    [Theory(DisplayName = "Contract section 4.2: an expired secret")]
    [InlineData("old")]
    [InlineData("edge")]
    public void An_expired_secret_is_invalid_request(string secret) =>
        Authenticate(ClientAuthenticationMethod.ClientSecretBasic, secret, Confidential).IsRefused(400, "invalid_request");

    [Theory(DisplayName = "RFC 6749 section 5.2: a wrong secret")]
    [InlineData("wrong")]
    [InlineData("NEW")]
    [InlineData("new ")]
    [InlineData("ne")]
    [InlineData("")]
    public void A_wrong_secret_is_invalid_client(string secret)
    {
        var refusal = Authenticate(ClientAuthenticationMethod.ClientSecretBasic, secret, Confidential).Refusal();
        Assert.Equal((401, "invalid_client", true), (refusal.Status, refusal.Error, refusal.Challenge));
    }

    [Fact]
    public void A_confidential_client_without_a_secret_is_refused() =>
        Authenticate(ClientAuthenticationMethod.None, null, Confidential).IsRefused(401, "invalid_client");

    [Fact]
    public void A_confidential_client_without_registered_secrets_can_not_authenticate() =>
        Authenticate(ClientAuthenticationMethod.ClientSecretPost, "", Confidential with { Secrets = [] }).IsRefused(401, "invalid_client");

    [Theory]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    public void A_method_without_its_secret_is_no_way_in(ClientAuthenticationMethod method) =>
        Authenticate(method, null, Confidential).IsRefused(401, "invalid_client");

    [Fact(DisplayName = "RFC 6749 section 2.1: a public client has no secret")]
    public void A_public_client_passes_by_its_id_alone()
    {
        var client = Authenticate(ClientAuthenticationMethod.None, null, Public).Value();
        Assert.Equal(("app", ClientAuthenticationMethod.None, null), (client.ClientId, client.Method, client.SecretName));
    }

    [Theory(DisplayName = "Contract section 4.1: a secret sent by a public client is a failure")]
    [InlineData(ClientAuthenticationMethod.ClientSecretBasic)]
    [InlineData(ClientAuthenticationMethod.ClientSecretPost)]
    public void A_public_client_that_sends_a_secret_is_refused(ClientAuthenticationMethod method) =>
        Authenticate(method, "always", Public with { Secrets = Confidential.Secrets }).IsRefused(401, "invalid_client");

    private static Protocol.Errors.Checked<AuthenticatedClient> Authenticate(
        ClientAuthenticationMethod method, string? secret, ClientCredentials client) =>
        ClientAuthenticator.Authenticate(new PresentedClient("app", method, secret is null ? null : new SecretText(secret)), client, "https://op.example/oidc", Now);
}
