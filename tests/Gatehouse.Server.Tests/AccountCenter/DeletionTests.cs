using Gatehouse.Server.Accounts;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>docs/accounts.md: a copy of one's data, and the deletion of one's own account.</summary>
public sealed class DeletionTests(AccountServer accounts) : AccountCenterTest(accounts)
{
    private const string Path = "/api/my-account/deletion";

    [Fact(DisplayName = "The copy of one's data is a file with what the API shows, behind a proof")]
    public async Task Downloads()
    {
        var (id, _, page) = await EnterAsync();
        var asked = await OpenAsync(page, "/account/data/download");
        Assert.Equal("Confirm that it is you", asked.Heading);
        var answer = await asked.PostAsync(("password", ExperienceApi.ExperienceCalls.Password));
        var file = await page.Browser.GetAsync(answer.Header("Location")!);
        Assert.Contains("attachment", file.Expect(200).Header("Content-Disposition")!, StringComparison.Ordinal);
        Assert.Equal(id, file.Json.GetProperty("account").GetProperty("id").GetString());
        Assert.Equal(1, file.Json.GetProperty("sessions").GetProperty("sessions").GetArrayLength());
        Assert.DoesNotContain("argon2", file.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(DisplayName = "Whoever asks for the deletion is out at once, can sign in and restore the account")]
    public async Task Restores()
    {
        var email = Address();
        var (id, username, page) = await EnterAsync(primaryEmail: email);
        var question = await ProveAsync(page, "/account/data/delete");
        Assert.Equal("Delete your account?", question.Heading);
        var told = await question.FollowAsync(await question.PressAsync("Delete my account"));
        Assert.Equal("Your account will be deleted", told.Heading);
        Assert.Equal(["deletion_asked"], await NoticesAsync(email, 1));

        var again = await OpenAsync(page, "/account");
        Assert.Contains("identifier", again.Fields);
        again = await again.SignInAsync(username);
        Assert.Contains("Restore my account", again.Buttons);
        Assert.Equal("Your account stays.", Done(await again.FollowAsync(await again.PressAsync("Restore my account"))));
        await PassAsync(TimeSpan.FromDays(31));
        Assert.Equal(id, (await StoredAsync(id)).GetProperty("id").GetString());
    }

    [Fact(DisplayName = "When the grace period is over the account is deleted, with audit entry, and not before")]
    public async Task Deletes()
    {
        var user = await NewVerifiedAsync();
        var asked = (await user.PostAsync(Path)).Expect(200);
        Assert.Equal((true, 30), (asked["isOffered"].GetBoolean(), asked["graceDays"].GetInt32()));
        Assert.Equal(TimeSpan.FromDays(30).TotalMilliseconds, asked["dueAt"].GetInt64() - asked["askedAt"].GetInt64());
        (await user.GetAsync()).Expect(401);
        await PassAsync(TimeSpan.FromDays(29));
        (await StoredAsync(user)).Expect(200);
        await PassAsync(TimeSpan.FromDays(1.1));
        (await Api.GetAnswerAsync($"/api/users/{user.Id}")).Expect(404);
        Assert.True(await Server.InDatabaseAsync(db => db.Audit.AnyAsync(entry => entry.Key == "Change.User.Deleted" && entry.UserId == user.Id)));
    }

    [Fact(DisplayName = "The deletion wants a proof, and a first-party application; taking it back, a request for it")]
    public async Task Refuses()
    {
        var user = await NewUserAsync();
        (await user.PostAsync(Path)).Expect(401, NoPermission);
        (await user.DeleteAsync(Path)).Expect(404, "account_deletion.not_found");
        await user.VerifyAsync();
        await user.SetThirdPartyAsync(true);
        (await user.PostAsync(Path)).Expect(403, "auth.third_party_application_forbidden");
        (await user.DeleteAsync(Path)).Expect(403, "auth.third_party_application_forbidden");
        var seen = (await user.GetAsync(Path)).Expect(200);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, seen["dueAt"].ValueKind);
    }

    [Fact(DisplayName = "Where the tenant has a page of its own for it, that is linked and nothing else is offered")]
    public async Task LeadsElsewhere()
    {
        var user = await NewVerifiedAsync();
        var (_, _, page) = await EnterAsync();
        await SetUrlAsync("https://example.com/leave");
        try
        {
            (await user.PostAsync(Path)).Expect(400, "account_deletion.not_offered");
            var data = await ProveAsync(page, "/account/data");
            Assert.NotNull(data.LinkTo("https://example.com/leave"));
            Assert.Null(data.LinkTo("/account/data/delete"));
        }
        finally
        {
            await SetUrlAsync(null);
        }
    }

    [Fact(DisplayName = "Of many who take a due deletion back while the job deletes, either one succeeds and the account stays, or none does and it is gone")]
    public async Task Races()
    {
        for (var round = 0; round < 3; round++)
        {
            var user = await NewUserAsync();
            var now = Server.Clock.GetUtcNow().UtcDateTime;
            await Server.InDatabaseAsync(db =>
            {
                db.Set<AccountDeletion>().Add(new AccountDeletion { TenantId = "default", UserId = user.Id, AskedAt = now.AddDays(-31), DueAt = now.AddDays(-1) });
                return db.SaveChangesAsync();
            });
            var job = Server.Services.GetRequiredService<DeleteDueAccountsJob>();
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async index =>
            {
                if (index != 25) return (await user.DeleteAsync(Path)).Status;
                await job.PassAsync(TestContext.Current.CancellationToken);
                return default;
            }));
            var restored = answers.Count(status => (int)status == 204);
            var isThere = await Server.InDatabaseAsync(db => db.Set<Users.User>().AnyAsync(row => row.Id == user.Id));
            Assert.Equal(isThere ? 1 : 0, restored);
            Assert.False(await Server.InDatabaseAsync(db => db.Set<AccountDeletion>().AnyAsync(row => row.UserId == user.Id)));
        }
    }

    private async Task PassAsync(TimeSpan time)
    {
        Server.Clock.Advance(time);
        await Server.Services.GetRequiredService<DeleteDueAccountsJob>().PassAsync(TestContext.Current.CancellationToken);
        // The tests' own token lasts an hour.
        Api.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
    }

    private async Task SetUrlAsync(string? url)
    {
        await Server.InDatabaseAsync(async db =>
        {
            (await db.Set<AccountCenterSettings>().SingleAsync()).DeleteAccountUrl = url;
            return await db.SaveChangesAsync();
        });
        await SetAsync();
    }
}
