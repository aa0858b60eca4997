using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 4: the user as they see and change themself.</summary>
public sealed class AccountProfileTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Address1 = """{"formatted":"1 Street","country":"KR"}""";

    /// <summary>Whatever the order of the members.</summary>
    private static void AssertSame(string expected, string json) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(json)), json);

    private static string[] With(params string[] members) => ["id", .. members, "hasSecurityVerificationMethod"];

    [Fact(DisplayName = "Contract 4: the full answer, member for member")]
    public async Task Everything()
    {
        var user = await NewUserAsync();
        var shown = (await user.GetAsync()).Expect(200);
        Assert.Equal(
            With("username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "identities", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended", "hasPassword"),
            Members(shown.Json));
        Assert.Equal((user.Id, user.Username, "{}", "{}"), (shown.Id, shown["username"].GetString(), shown["profile"].GetRawText(), shown["identities"].GetRawText()));
        foreach (var empty in (string[])["primaryEmail", "primaryPhone", "name", "avatar", "lastSignInAt", "applicationId"]) Assert.Equal(JsonValueKind.Null, shown[empty].ValueKind);
        Assert.True(shown["hasPassword"].GetBoolean() && shown["hasSecurityVerificationMethod"].GetBoolean() && !shown["isSuspended"].GetBoolean());
        Assert.Equal((await StoredAsync(user))["createdAt"].GetInt64(), shown["createdAt"].GetInt64());
    }

    [Theory(DisplayName = "Contract 4: each scope shows its members")]
    [InlineData("openid")]
    [InlineData("openid profile", "username", "name", "avatar", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended", "hasPassword")]
    [InlineData("openid address")]
    [InlineData("openid email", "primaryEmail")]
    [InlineData("openid phone", "primaryPhone")]
    [InlineData("openid identities", "identities")]
    [InlineData("openid custom_data", "customData")]
    [InlineData("openid urn:logto:scope:sessions")]
    public async Task Scopes(string scopes, params string[] members) => Assert.Equal(With(members), Members((await (await NewUserAsync(scopes)).GetAsync()).Expect(200).Json));

    [Fact(DisplayName = "Contract 4: a field that is off is left out; what has no field stays")]
    public async Task Fields()
    {
        var user = await NewUserAsync();
        foreach (var (field, member) in new[]
        {
            ("name", "name"), ("avatar", "avatar"), ("username", "username"), ("profile", "profile"), ("customData", "customData"), ("email", "primaryEmail"),
            ("phone", "primaryPhone"), ("social", "identities"), ("password", "hasPassword"),
        })
        {
            await SetFieldAsync(field, "Off");
            Assert.DoesNotContain(member, Members((await user.GetAsync()).Expect(200).Json));
            await SetFieldAsync(field, null);
            Assert.DoesNotContain(member, Members((await user.GetAsync()).Expect(200).Json));
            await SetFieldAsync(field, "ReadOnly");
            Assert.Contains(member, Members((await user.GetAsync()).Expect(200).Json));
        }

        await SetAsync(controls: [.. ((string[])["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa", "passkey", "session"]).Select(field => (field, (string?)"Off"))]);
        Assert.Equal(With("lastSignInAt", "createdAt", "updatedAt", "applicationId", "isSuspended"), Members((await user.GetAsync()).Expect(200).Json));
    }

    [Fact(DisplayName = "Contract 4: whether there is a way to verify")]
    public async Task Ways_to_verify()
    {
        Assert.False((await (await NewSocialUserAsync()).GetAsync()).Expect(200)["hasSecurityVerificationMethod"].GetBoolean());
        Assert.True((await (await NewUserAsync(fields: new { primaryEmail = Address() })).GetAsync()).Expect(200)["hasSecurityVerificationMethod"].GetBoolean());
        Assert.True((await (await NewUserAsync(fields: new { primaryPhone = Phone() })).GetAsync()).Expect(200)["hasSecurityVerificationMethod"].GetBoolean());
    }

    [Fact(DisplayName = "Contract 4: profile.address needs scope address")]
    public async Task The_address()
    {
        var user = await NewUserAsync("openid profile");
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/profile", $$$"""{"profile":{"nickname":"n","address":{{{Address1}}}}}""")).Expect(200);
        Assert.Equal("""{"nickname":"n"}""", (await user.GetAsync()).Expect(200)["profile"].GetRawText());
        (await user.PatchAsync($$"""{"address":{{Address1}}}""", "/api/my-account/profile")).Expect(400, "auth.unauthorized");
        Assert.Equal("""{"nickname":"m"}""", (await user.PatchAsync(new { nickname = "m" }, "/api/my-account/profile")).Expect(200).Text);
        await user.TakeTokenAsync("openid profile address");
        AssertSame($$"""{"nickname":"m","address":{{Address1}}}""", (await user.GetAsync()).Expect(200)["profile"].GetRawText());
    }

    [Fact(DisplayName = "Contract 4: name, picture and custom data are replaced; the answer is the filtered profile")]
    public async Task Changes()
    {
        var user = await NewUserAsync();
        var changed = (await user.PatchAsync(new { name = "Kim", avatar = "https://pictures.test/kim.png", customData = new { a = 1, b = 2 } })).Expect(200);
        Assert.Equal(("Kim", "https://pictures.test/kim.png", """{"a":1,"b":2}"""), (changed["name"].GetString(), changed["avatar"].GetString(), changed["customData"].GetRawText()));
        Assert.Equal(changed.Text, (await user.GetAsync()).Expect(200).Text);
        Assert.Equal("""{"c":3}""", (await user.PatchAsync(new { customData = new { c = 3 } })).Expect(200)["customData"].GetRawText());
        Assert.Equal(JsonValueKind.Null, (await user.PatchAsync("""{"name":""}""")).Expect(200)["name"].ValueKind);
        Assert.Equal(JsonValueKind.Null, (await user.PatchAsync("""{"avatar":null}""")).Expect(200)["avatar"].ValueKind);
        Assert.Equal(JsonValueKind.Null, (await StoredAsync(user))["name"].ValueKind);

        await user.TakeTokenAsync("openid profile");
        Assert.Equal(With("username", "name", "avatar", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended", "hasPassword"), Members((await user.PatchAsync(new { name = "Lee" })).Expect(200).Json));
    }

    [Theory(DisplayName = "Contract 4: what does not fit is refused, and nothing of it is kept")]
    [InlineData("""{"name":"New","avatar":""}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","avatar":"no URL"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":1}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","customData":[]}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","customData":null}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","username":"9lives"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","username":"with blank"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","username":""}""", 400, "guard.invalid_input")]
    [InlineData("{}", 422, "entity.invalid_input")]
    [InlineData("""{"isSuspended":true,"primaryEmail":"other@reader.example"}""", 422, "entity.invalid_input")]
    public async Task Bad_input(string body, int status, string code)
    {
        var user = await NewVerifiedAsync();
        var before = (await StoredAsync(user)).Text;
        (await user.PatchAsync(body)).Expect(status, code);
        Assert.Equal(before, (await StoredAsync(user)).Text);
    }

    [Fact(DisplayName = "Contract 4: a name that is too long for the store is refused")]
    public async Task Long_names()
    {
        var user = await NewUserAsync();
        (await user.PatchAsync(new { name = new string('x', 129) })).Expect(422, "entity.value_too_long");
        Assert.Equal(JsonValueKind.Null, (await StoredAsync(user))["name"].ValueKind);
    }

    [Fact(DisplayName = "Contract 4: the username needs a verification, follows the policy and is nobody else's")]
    public async Task Usernames()
    {
        var (user, other) = (await NewUserAsync(), await NewUserAsync());
        var name = TestServer.Unique();
        (await user.PatchAsync(new { username = name })).Expect(401, NoPermission);
        (await user.PatchAsync("""{"username":null}""")).Expect(401, NoPermission);
        await user.VerifyAsync();
        Assert.Equal(name, (await user.PatchAsync(new { username = name })).Expect(200)["username"].GetString());
        (await user.PatchAsync(new { username = other.Username })).Expect(422, "user.username_already_in_use");
        // One's own name is no collision.
        (await user.PatchAsync(new { username = name })).Expect(200);

        await SetAsync(usernames: """{"caseSensitive":true,"minLength":4,"maxLength":20,"allowedChars":{"lowercase":true,"uppercase":false,"numbers":true,"underscore":true}}""");
        (await user.PatchAsync(new { username = "abc" })).Expect(422, "user.username_too_short");
        (await user.PatchAsync(new { username = new string('a', 21) })).Expect(422, "user.username_too_long");
        (await user.PatchAsync(new { username = other.Username!.ToUpperInvariant() })).Expect(422, "user.username_uppercase_not_allowed");
        Assert.Equal(name, (await StoredAsync(user))["username"].GetString());
    }

    [Fact(DisplayName = "Contract 4: the username goes only while something else tells who the user is")]
    public async Task The_last_method()
    {
        var user = await NewVerifiedAsync();
        (await user.PatchAsync("""{"username":null,"name":"New"}""")).Expect(400, "user.last_sign_in_method_required");
        Assert.Equal((user.Username, JsonValueKind.Null), ((await StoredAsync(user))["username"].GetString(), (await StoredAsync(user))["name"].ValueKind));
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/elsewhere", new { userId = TestServer.Unique() })).Expect(201);
        Assert.Equal(JsonValueKind.Null, (await user.PatchAsync("""{"username":null}""")).Expect(200)["username"].ValueKind);

        foreach (var method in new object[] { new { primaryEmail = Address() }, new { primaryPhone = Phone() } })
        {
            var reachable = await NewVerifiedAsync();
            (await Api.PatchAnswerAsync($"/api/users/{reachable.Id}", method)).Expect(200);
            (await reachable.PatchAsync("""{"username":null}""")).Expect(200);
        }

        var employee = await NewVerifiedAsync();
        await Server.NewSsoIdentityAsync(employee.Id);
        (await employee.PatchAsync("""{"username":null}""")).Expect(200);
    }

    [Fact]
    public async Task Of_fifty_who_want_one_name_one_has_it()
    {
        var (user, other) = (await NewVerifiedAsync(), await NewVerifiedAsync());
        var name = TestServer.Unique();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => (number % 2 == 0 ? user : other).PatchAsync(new { username = name })));
        var owner = (await Api.FoundAsync("search.username=" + name)).Single();
        Assert.All(answers.Select((answer, number) => (answer, Owns: (number % 2 == 0 ? user : other).Id == owner)), pair =>
        {
            if (pair.Owns) pair.answer.Expect(200);
            else pair.answer.Expect(422, "user.username_already_in_use");
        });
    }

    [Fact(DisplayName = "Contract 4: claims are merged one level deep, the address is replaced, other keys are dropped")]
    public async Task Claims()
    {
        var user = await NewUserAsync();
        const string Path = "/api/my-account/profile";
        (await user.PatchAsync($$"""{"familyName":"Kim","nickname":"k","address":{{Address1}},"unknown":"x"}""", Path)).Expect(200);
        const string Merged = """{"familyName":"Kim","nickname":"","address":{"locality":"Seoul"},"birthdate":"whenever"}""";
        AssertSame(Merged, (await user.PatchAsync("""{"nickname":"","birthdate":"whenever","address":{"locality":"Seoul"}}""", Path)).Expect(200).Text);
        (await user.PatchAsync("{}", Path)).Expect(200);
        (await user.PatchAsync("""{"nickname":null}""", Path)).Expect(400, "guard.invalid_input");
        (await user.PatchAsync("""{"nickname":1}""", Path)).Expect(400, "guard.invalid_input");
        (await user.PatchAsync("""{"address":{"country":1}}""", Path)).Expect(400, "guard.invalid_input");
        (await user.PatchAsync("[]", Path)).Expect(400, "guard.invalid_input");
        AssertSame(Merged, (await StoredAsync(user))["profile"].GetRawText());
    }

    [Fact(DisplayName = "Contract webhooks 6.2: changes tell User.Data.Updated with the base fields, and nothing of the request")]
    public async Task Webhooks()
    {
        var user = await NewVerifiedAsync();
        (await user.PatchAsync(new { name = "Told" })).Expect(200);
        (await user.PatchAsync(new { nickname = "told" }, "/api/my-account/profile")).Expect(200);
        (await user.PatchAsync(new { name = 1 })).Expect(400);
        var payloads = await Server.InDatabaseAsync(async db => (await db.Events.AsNoTracking().Where(row => row.Subject == user.Id && row.Name == "User.Data.Updated").OrderBy(row => row.Sequence).ToListAsync())
            .ConvertAll(row => row.Payload.ToElement()));
        Assert.Equal(2, payloads.Count);
        Assert.All(payloads, payload =>
        {
            Assert.Equal(["event", "createdAt", "ip", "data"], Members(payload));
            Assert.Equal(14, payload.GetProperty("data").EnumerateObject().Count());
            Assert.Equal("Told", payload.GetProperty("data").GetProperty("name").GetString());
        });
        var entries = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.UserId == user.Id || row.Key.StartsWith("Change.User.")).Select(row => row.Key).ToListAsync());
        Assert.Contains("Change.User.ProfileUpdated", entries);
    }
}
