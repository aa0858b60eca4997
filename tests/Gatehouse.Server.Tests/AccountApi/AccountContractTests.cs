using System.Text.Json.Nodes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Contract;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>A walk over contract/openapi/user.openapi.json: every operation is there under its name, checks its input and answers as listed.</summary>
public sealed class AccountContractTests(AccountServer accounts) : AccountTest(accounts)
{
    private static IReadOnlyList<ContractOperation> Operations => ContractOperation.Account;

    /// <summary>What the contract does not know (docs/accounts.md).</summary>
    private static readonly string[] Ours = ["GET /api/my-account/deletion", "POST /api/my-account/deletion", "DELETE /api/my-account/deletion"];

    public static TheoryData<string> All { get; } = new(Operations.Select(operation => operation.Name));

    public static TheoryData<string> WithBody { get; } = new(Operations.Where(operation => operation.Body is JsonObject).Select(operation => operation.Name));

    private string Origin => Server.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public void Every_operation_has_a_route_and_every_route_is_an_operation()
    {
        Assert.Equal(38, Operations.Count);
        Assert.Equal(Operations.Select(operation => operation.Name).Concat(Ours).Order(), RouteTable.Account.Select(route => route.Name).Order());
        Assert.Empty(RouteTable.Account.Where(route => route.Operation.Contract is { Answer: null, Success: 200 or 201 }).Select(route => route.Name).Except(["PATCH /api/my-account/mfa-verifications/{verificationId}/name"]));
    }

    [Fact(DisplayName = "Contract openapi: the document of users has the 38 operations under the names that clients know")]
    public async Task The_document()
    {
        var document = (await Server.Anonymous.GetAnswerAsync("/api/.well-known/user.openapi.json")).Expect(200);
        var named = document["paths"].EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method =>
            (Name: $"{method.Name.ToUpperInvariant()} {path.Name}", Id: method.Value.GetProperty("operationId").GetString()!))).Order();
        Assert.Equal(Operations.Select(operation => (operation.Name, operation.Id)).Order(), named.Where(operation => !Ours.Contains(operation.Name)));
    }

    [Theory(DisplayName = "Contract openapi: an operation answers its listed success with a body of its listed shape")]
    [MemberData(nameof(All))]
    public async Task An_operation_answers_as_listed(string name)
    {
        var user = await NewUserWhoHasEverythingAsync();
        var (path, body) = await CallOfAsync(name, user);
        using var form = body as MultipartFormDataContent;
        var answer = await user.SendAsync(new HttpMethod(name.Split(' ')[0]), path, body);
        var operation = Operations.Single(operation => operation.Name == name);
        Assert.True(operation.Success.TryGetValue((int)answer.Status, out var shape), $"{name} answers {(int)answer.Status}: {answer.Text}");
        if (shape is null) return;
        var problems = JsonFit.Problems(answer.Json, shape, refusesUndeclared: false);
        Assert.True(problems.Count == 0, $"{name}: {string.Join("; ", problems)}\n{answer.Text}");
    }

    [Theory(DisplayName = "Contract 1: an operation refuses a body with a member of another type, and changes nothing")]
    [MemberData(nameof(WithBody))]
    public async Task An_operation_checks_its_body(string name)
    {
        var user = await NewVerifiedAsync();
        var before = (await StoredAsync(user)).Text;
        var (method, path) = (new HttpMethod(name.Split(' ')[0]), name.Split(' ')[1].Replace("{target}", "x", StringComparison.Ordinal).Replace("{verificationId}", "x", StringComparison.Ordinal));
        (await user.SendAsync(method, path, "[1]")).Expect(400, "guard.invalid_input");
        foreach (var (member, type) in (JsonObject)Operations.Single(operation => operation.Name == name).Body!)
        {
            var declared = type!.GetValue<string>().TrimStart('!');
            // Declared and read by nothing.
            if (declared == "any" && member == "verificationId") continue;
            JsonNode wrong = declared is "string" or "any" ? new JsonObject { ["wrong"] = 1 } : "wrong";
            var answer = await user.SendAsync(method, path, new JsonObject { [member] = wrong }.ToJsonString());
            Assert.True((int)answer.Status == 400 && answer.Code == "guard.invalid_input", $"{name} with a wrong {member}: {(int)answer.Status} {answer.Text}");
        }

        Assert.Equal(before, (await StoredAsync(user)).Text);
    }

    /// <summary>With addresses, an authenticator app, backup codes, an enterprise account and a third-party token.</summary>
    private async Task<AccountUser> NewUserWhoHasEverythingAsync()
    {
        var user = await NewVerifiedAsync();
        user.Headers.Add(("Origin", Origin));
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = Address(), primaryPhone = Phone(), name = "Kim", profile = new { nickname = "k" }, customData = new { a = 1 } })).Expect(200);
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/elsewhere", new { userId = TestServer.Unique() })).Expect(201);
        foreach (var type in (string[])["Totp", "BackupCode"]) (await Api.PostAnswerAsync($"/api/users/{user.Id}/mfa-verifications", new { type })).Expect(200);
        return user;
    }

    private async Task<(string Path, object? Body)> CallOfAsync(string name, AccountUser user)
    {
        var path = name.Split(' ')[1];
        switch (name)
        {
            case "PATCH /api/my-account":
                return (path, new { name = "Lee", avatar = "https://pictures.test/lee.png", username = TestServer.Unique(), customData = new { b = 2 } });
            case "PATCH /api/my-account/profile":
                return (path, new { familyName = "Lee", address = new { country = "KR" } });
            case "POST /api/my-account/password":
                return (path, new { password = ExperienceCalls.FreshPassword });
            case "PATCH /api/my-account/mfa-settings":
                return (path, new { skipMfaOnSignIn = true });
            case "PATCH /api/my-account/logto-configs":
                return (path, new { mfa = new { enabled = true, skipped = false }, passkeySignIn = new { skipped = true } });
            case "POST /api/my-account/primary-email":
                var email = Address();
                return (path, new { email, newIdentifierVerificationRecordId = await ProvenAsync(user, email) });
            case "POST /api/my-account/primary-phone":
                var phone = Phone();
                return (path, new { phone, newIdentifierVerificationRecordId = await ProvenAsync(user, phone, "phone") });
            case "POST /api/my-account/identities" or "PUT /api/my-account/identities":
                return (path, new { newIdentifierVerificationRecordId = (await AccountAsync(user)).RecordId });
            case "DELETE /api/my-account/identities/{target}":
                return ("/api/my-account/identities/elsewhere", null);
            case "GET /api/my-account/identities/{target}/access-token" or "PUT /api/my-account/identities/{target}/access-token":
                var linked = await AccountAsync(user);
                (await user.PostAsync("/api/my-account/identities", new { newIdentifierVerificationRecordId = linked.RecordId })).Expect(204);
                return (path.Replace("{target}", linked.Target, StringComparison.Ordinal), name[0] == 'G' ? null : new { verificationRecordId = linked.RecordId });
            case "GET /api/my-account/sso-identities/{connectorId}/access-token":
                return (path.Replace("{connectorId}", await EnterpriseAsync(user), StringComparison.Ordinal), null);
            case "POST /api/my-account/mfa-verifications":
                return (path, new { type = "WebAuthn", newIdentifierVerificationRecordId = await PasskeyAsync(user), name = "Key" });
            case "PUT /api/my-account/mfa-verifications/totp":
                var secret = TotpSecret.New();
                return (path, new { secret, code = TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(Server.Clock.GetUtcNow())) });
            case "PATCH /api/my-account/mfa-verifications/{verificationId}/name":
                (await user.PostAsync("/api/my-account/mfa-verifications", new { type = "WebAuthn", newIdentifierVerificationRecordId = await PasskeyAsync(user) })).Expect(204);
                return (path.Replace("{verificationId}", await FactorAsync(user, "WebAuthn"), StringComparison.Ordinal), new { name = "New" });
            case "DELETE /api/my-account/mfa-verifications/{verificationId}":
                return (path.Replace("{verificationId}", await FactorAsync(user, "Totp"), StringComparison.Ordinal), null);
            case "DELETE /api/my-account/sessions/{sessionId}":
                return (path.Replace("{sessionId}", (await Authorized.CreateAsync(Server, userId: user.Id)).SessionId, StringComparison.Ordinal), null);
            case "DELETE /api/my-account/grants/{grantId}":
                return (path.Replace("{grantId}", (await Authorized.CreateAsync(Server, userId: user.Id)).GrantId, StringComparison.Ordinal), null);
            case "POST /api/my-account/user-assets/avatar":
                return (path, new MultipartFormDataContent { { new ByteArrayContent([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B]), "file", "me.gif" } });
            case "POST /api/verifications/password":
                return (path, new { password = ExperienceCalls.Password });
            case "POST /api/verifications/verification-code":
                return (path, new { identifier = new { type = "email", value = Address() } });
            case "POST /api/verifications/verification-code/verify":
                var address = Address();
                var verificationId = (await user.SendCodeAsync(address)).Expect(201)["verificationRecordId"].GetString();
                return (path, new { identifier = new { type = "email", value = address }, verificationId, code = await CodeAsync(address) });
            case "POST /api/verifications/social":
                return (path, new { connectorId = (await Accounts.NewConnectorAsync()).Id, state = "s", redirectUri = "https://app.test/callback" });
            case "POST /api/verifications/social/verify":
                var asked = await AskAsync(user, (await Accounts.NewConnectorAsync()).Id);
                return (path, new { verificationRecordId = asked["verificationRecordId"].GetString(), connectorData = await Provider.SignInAsync(asked["authorizationUri"].GetString()!) });
            case "POST /api/verifications/web-authn/registration/verify":
                var options = (await user.PostAsync("/api/verifications/web-authn/registration")).Expect(200);
                return (path, new JsonObject { ["verificationRecordId"] = options["verificationRecordId"].GetString(), ["payload"] = Made(options) }.ToJsonString());
            default:
                return (path, null);
        }
    }

    private static async Task<Answer> AskAsync(AccountUser user, string connectorId) =>
        (await user.PostAsync("/api/verifications/social", new { connectorId, state = "s", redirectUri = "https://app.test/callback" })).Expect(201);

    /// <summary>A social account that the user came back with.</summary>
    private async Task<(string RecordId, string Target)> AccountAsync(AccountUser user)
    {
        var connector = await Accounts.NewConnectorAsync(keepsTokens: true);
        Provider.Account = new FakeAccount { Id = FakeAccount.NewId() };
        var asked = await AskAsync(user, connector.Id);
        var id = asked["verificationRecordId"].GetString()!;
        (await user.PostAsync("/api/verifications/social/verify", new { verificationRecordId = id, connectorData = await Provider.SignInAsync(asked["authorizationUri"].GetString()!) })).Expect(200);
        return (id, connector.Target);
    }

    private async Task<string> EnterpriseAsync(AccountUser user)
    {
        var (sso, now) = (await Server.NewSsoIdentityAsync(user.Id), Server.Clock.GetUtcNow().UtcDateTime);
        await Server.InDatabaseAsync(db =>
        {
            db.TokenSecrets.Add(new TokenSecret
            {
                TenantId = "default", Id = Identifier.Long(), UserId = user.Id, IdentityId = "them", SsoConnectorId = sso, Issuer = "https://issuer.test",
                Tokens = ((Sealer)Server.Services.GetService(typeof(Sealer))!).Seal("""{"access_token":"enterprise"}"""), Metadata = JsonText.FromStored("""{"hasRefreshToken":false}"""),
                CreatedAt = now, UpdatedAt = now,
            });
            return db.SaveChangesAsync();
        });
        return sso;
    }

    private JsonObject Made(Answer asked) => new SoftwareAuthenticator(Origin).Create(JsonNode.Parse(asked["registrationOptions"].GetRawText())!).Response;

    private async Task<string> PasskeyAsync(AccountUser user)
    {
        var asked = (await user.PostAsync("/api/verifications/web-authn/registration")).Expect(200);
        var id = asked["verificationRecordId"].GetString()!;
        (await user.PostAsync("/api/verifications/web-authn/registration/verify", new JsonObject { ["verificationRecordId"] = id, ["payload"] = Made(asked) }.ToJsonString())).Expect(200);
        return id;
    }

    private static async Task<string> FactorAsync(AccountUser user, string type) =>
        (await user.GetAsync("/api/my-account/mfa-verifications")).Expect(200).Json.EnumerateArray().Single(factor => factor.GetProperty("type").GetString() == type).GetProperty("id").GetString()!;
}
