using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.2 and 2.5: who has an identifier already, and in which order a request hears of it.</summary>
public sealed class UserUniquenessTests : ServerTest
{
    private static string Phone() => "4915" + string.Concat(TestServer.Unique().Select(letter => (char)('0' + (letter % 10))))[..9];

    [Fact]
    public async Task Conflicts_are_told_in_the_order_of_the_operation()
    {
        var taken = new { username = TestServer.Unique(), primaryEmail = TestServer.Unique() + "@x.test", primaryPhone = Phone() };
        await Api.NewUserAsync(taken);
        (await Api.PostAnswerAsync("/api/users", taken)).Expect(422, "user.username_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { taken.primaryPhone, taken.primaryEmail })).Expect(422, "user.email_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { taken.primaryPhone })).Expect(422, "user.phone_already_in_use");
        var other = await Api.NewUserAsync();
        (await Api.PatchAnswerAsync("/api/users/" + other.Id, taken)).Expect(422, "user.email_already_in_use");
        (await Api.PatchAnswerAsync("/api/users/" + other.Id, new { taken.username, taken.primaryPhone })).Expect(422, "user.phone_already_in_use");
        (await Api.PatchAnswerAsync("/api/users/" + other.Id, new { taken.username })).Expect(422, "user.username_already_in_use");
    }

    [Fact]
    public async Task Create_checks_in_the_order_of_the_contract()
    {
        var taken = new { username = TestServer.Unique(), primaryEmail = TestServer.Unique() + "@x.test" };
        await Api.NewUserAsync(taken);
        (await Api.PostAnswerAsync("/api/users", new { taken.username, password = "p", passwordDigest = "d" })).Expect(400, "user.password_and_digest");
        (await Api.PostAnswerAsync("/api/users", new { taken.username, passwordDigest = "d" })).Expect(400, "user.password_algorithm_required");
        (await Api.PostAnswerAsync("/api/users", new { taken.username, passwordAlgorithm = "Legacy" })).Expect(422, "user.username_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { taken.primaryEmail, passwordAlgorithm = "Legacy", passwordDigest = "[" })).Expect(422, "user.email_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123", passwordAlgorithm = "Legacy" })).Expect(400, "password.unsupported_encryption_method");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123", passwordAlgorithm = "Legacy", password = "p" })).Expect(400, "password.unsupported_encryption_method");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123", passwordAlgorithm = "Legacy", passwordDigest = "[" })).Expect(400, "password.invalid_legacy_password_format");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123", passwordAlgorithm = "Legacy", passwordDigest = """["rot13",["@"],"00"]""" })).Expect(400, "password.unsupported_legacy_hash_algorithm");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123" })).Expect(422, "user.invalid_phone");
    }

    [Fact]
    public async Task Ones_own_identifiers_are_no_conflict()
    {
        var own = new { username = TestServer.Unique(), primaryEmail = TestServer.Unique() + "@x.test", primaryPhone = Phone() };
        var user = await Api.NewUserAsync(own);
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, own)).Expect(200);
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { primaryEmail = own.primaryEmail.ToUpperInvariant() })).Expect(200);
    }

    [Fact]
    public async Task Addresses_that_differ_in_case_only_are_one()
    {
        var email = "ÉMILIE." + TestServer.Unique() + "@x.test";
        var user = await Api.NewUserAsync(new { primaryEmail = email });
        Assert.Equal(email, user["primaryEmail"].GetString());
        (await Api.PostAnswerAsync("/api/users", new { primaryEmail = email.ToLowerInvariant() })).Expect(422, "user.email_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { primaryEmail = email.ToUpperInvariant() })).Expect(422, "user.email_already_in_use");
    }

    [Fact]
    public async Task Two_ways_to_write_a_number_are_one_number()
    {
        var phone = Phone();
        var withZero = "490" + phone[2..];
        var user = await Api.NewUserAsync(new { primaryPhone = withZero });
        Assert.Equal(phone, user["primaryPhone"].GetString());
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = phone })).Expect(422, "user.phone_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = withZero })).Expect(422, "user.phone_already_in_use");
    }

    [Theory]
    [InlineData("4901512345678", "491512345678")]
    [InlineData("86013000000001", "8613000000001")]
    [InlineData("123", "123")]
    public async Task Numbers_are_stored_normalised(string sent, string stored)
    {
        var user = await Api.NewUserAsync();
        var changed = await Api.PatchAnswerAsync("/api/users/" + user.Id, new { primaryPhone = sent });
        // The numbers are the contract's, so that another test may hold one.
        if ((int)changed.Status == 200) Assert.Equal(stored, changed["primaryPhone"].GetString());
        else changed.Expect(422, "user.phone_already_in_use");
    }

    [Fact]
    public async Task Usernames_that_differ_in_case_are_two()
    {
        var name = TestServer.Unique("Name");
        await Api.NewUserAsync(new { username = name });
        await Api.NewUserAsync(new { username = name.ToLowerInvariant() });
        await Api.NewUserAsync(new { username = name.ToUpperInvariant() });
    }

    [Fact]
    public async Task Where_case_does_not_count_they_are_one()
    {
        await using var byEnvironment = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.CaseSensitiveUsername)] = "false" });
        await AssertCaseDoesNotCountAsync(byEnvironment);
        await using var byPolicy = await TestServer.StartAsync();
        await byPolicy.InDatabaseAsync(db => db.SignInExperiences.ExecuteUpdateAsync(set => set.SetProperty(row => row.UsernamePolicy, JsonText.FromStored("""{"caseSensitive":false}"""))));
        byPolicy.Forget();
        await AssertCaseDoesNotCountAsync(byPolicy);
    }

    private static async Task AssertCaseDoesNotCountAsync(TestServer server)
    {
        var user = await server.Api.NewUserAsync(new { username = "Alice" });
        Assert.Equal("Alice", user["username"].GetString());
        (await server.Api.PostAnswerAsync("/api/users", new { username = "aLICE" })).Expect(422, "user.username_already_in_use");
        (await server.Api.PatchAnswerAsync("/api/users/" + user.Id, new { username = "ALICE" })).Expect(200);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("primaryEmail")]
    [InlineData("primaryPhone")]
    public async Task Of_many_who_take_one_identifier_at_once_one_wins(string field)
    {
        var value = field switch { "username" => TestServer.Unique(), "primaryEmail" => TestServer.Unique() + "@x.test", _ => Phone() };
        var body = $$"""{"{{field}}":"{{value}}"}""";
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Api.NewUserAsync()));
        var answers = await Task.WhenAll(
        [
            .. Enumerable.Range(0, 14).Select(_ => Api.PostAnswerAsync("/api/users", body)),
            .. others.Select(other => Api.PatchAnswerAsync("/api/users/" + other.Id, body)),
        ]);
        Assert.Single(answers, answer => (int)answer.Status == 200);
        var code = field switch { "username" => "user.username_already_in_use", "primaryEmail" => "user.email_already_in_use", _ => "user.phone_already_in_use" };
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, code));
    }
}
