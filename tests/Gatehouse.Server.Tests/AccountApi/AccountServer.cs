using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>A server for the tests of the Account API, which run one after the other and change settings that a tenant has once. Its messages stay in the mailbox.</summary>
public sealed class AccountServer : FakeProviderServer
{
    private protected override Dictionary<string, string?> Settings => new() { [nameof(GatehouseOptions.DevelopmentMailbox)] = "true" };
}

[CollectionDefinition(Name)]
public sealed class AccountServerTests : ICollectionFixture<AccountServer>
{
    public const string Name = "Accounts";
}

/// <summary>A test against <see cref="AccountServer"/>, where users may do everything unless it says otherwise.</summary>
[Collection(AccountServerTests.Name)]
public abstract class AccountTest(AccountServer accounts) : IAsyncLifetime
{
    private protected const string NoPermission = "verification_record.permission_denied";
    private protected const string NoRecord = "verification_record.not_found";

    private const string AnyUsername = """{"caseSensitive":true,"minLength":1,"maxLength":128,"allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}""";

    private static readonly string[] Fields = ["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa", "passkey", "session"];

    private protected TestServer Server => accounts.Server;

    private protected FakeProvider Provider => accounts.Provider;

    private protected AccountServer Accounts => accounts;

    private protected HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync()
    {
        Provider.Reset();
        await SetAsync();
        // Tests let hours pass, and the token lasts one.
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets what tests change, and everything else of it back.</summary>
    /// <param name="controls">Fields that are not <c>Edit</c>; null: the field is not set.</param>
    private protected async Task SetAsync(
        string factors = "Totp,WebAuthn,BackupCode", string passkeySignIn = "{}", string blocklist = "{}", string passwords = "{}", string sentinel = "{}", string usernames = AnyUsername,
        bool isEnabled = true, string origins = "[]", params (string Field, string? Control)[] controls)
    {
        await Server.InDatabaseAsync(async db =>
        {
            var settings = await db.Set<AccountCenterSettings>().SingleAsync();
            settings.Enabled = isEnabled;
            settings.WebauthnRelatedOrigins = JsonText.FromStored(origins);
            settings.Fields = JsonText.FromStored(JsonSerializer.Serialize(
                Fields.Where(field => !controls.Any(given => given.Field == field)).Select(field => (Field: field, Control: (string?)"Edit"))
                    .Concat(controls).Where(field => field.Control is not null).ToDictionary(field => field.Field, field => field.Control)));
            return await db.SaveChangesAsync();
        });
        await Server.SetExperienceAsync(experience =>
        {
            experience.Mfa = JsonText.FromStored(JsonSerializer.Serialize(new { factors = factors.Split(',', StringSplitOptions.RemoveEmptyEntries), policy = "NoPrompt" }));
            experience.PasskeySignIn = JsonText.FromStored(passkeySignIn);
            experience.EmailBlocklistPolicy = JsonText.FromStored(blocklist);
            experience.PasswordPolicy = JsonText.FromStored(passwords);
            experience.SentinelPolicy = JsonText.FromStored(sentinel);
            experience.UsernamePolicy = JsonText.FromStored(usernames);
        });
    }

    /// <summary>Only these fields are set.</summary>
    private protected Task SetFieldAsync(string field, string? control) => SetAsync(controls: [(field, control)]);

    /// <summary>A user with a password who is signed in.</summary>
    private protected Task<AccountUser> NewUserAsync(string scopes = AccountUser.AllScopes, object? fields = null) => AccountUser.CreateAsync(Server, scopes, fields);

    /// <summary>The same, who has shown a moment ago who they are.</summary>
    private protected async Task<AccountUser> NewVerifiedAsync(string scopes = AccountUser.AllScopes, object? fields = null)
    {
        var user = await NewUserAsync(scopes, fields);
        await user.VerifyAsync();
        return user;
    }

    /// <summary>A user who has nothing but a social account.</summary>
    private protected async Task<AccountUser> NewSocialUserAsync(string target = "elsewhere")
    {
        var user = await NewUserAsync(fields: new { name = "Social" });
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/{target}", new { userId = TestServer.Unique() })).Expect(201);
        return user;
    }

    private protected static string Address() => TestServer.Unique() + "@reader.example";

    private protected static string Phone() => TestServer.UniquePhone();

    /// <summary>The last code that a recipient got.</summary>
    private protected async Task<string> CodeAsync(string recipient, int messages = 1)
    {
        var mailbox = await Eventually.Async(() => MailboxAsync(recipient), found => found.Count >= messages, $"{messages} messages to {recipient}");
        return mailbox[0].GetProperty("payload").GetProperty("code").GetString()!;
    }

    /// <summary>The messages to a recipient, the newest first.</summary>
    private protected async Task<List<JsonElement>> MailboxAsync(string recipient) =>
        [.. (await Api.GetAnswerAsync($"/api/mailbox?recipient={Uri.EscapeDataString(recipient)}")).Expect(200).Json.EnumerateArray()];

    /// <summary>A record of an address that is verified.</summary>
    private protected async Task<string> ProvenAsync(AccountUser user, string address, string type = "email", int messages = 1)
    {
        var id = (await user.SendCodeAsync(address, type)).Expect(201)["verificationRecordId"].GetString()!;
        (await user.GiveCodeAsync(address, id, await CodeAsync(address, messages), type)).Expect(200);
        return id;
    }

    /// <summary>The user as an administrator sees them.</summary>
    private protected async Task<Answer> StoredAsync(AccountUser user) => (await Api.GetAnswerAsync($"/api/users/{user.Id}")).Expect(200);

    private protected static string[] Members(JsonElement value) => [.. value.EnumerateObject().Select(member => member.Name)];
}
