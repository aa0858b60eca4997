using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>docs/accounts.md: linked accounts at the account centre, from the page to a fake provider and back.</summary>
public sealed class ConnectionTests(AccountServer accounts) : AccountCenterTest(accounts)
{
    private const string Path = "/account/connections";

    [Fact(DisplayName = "An account is linked by the page, told by mail, good for signing in, and unlinked")]
    public async Task Links()
    {
        var (target, account) = (await OfferAsync(), FakeAccount.NewId());
        var email = Address();
        var (id, _, page) = await EnterAsync(Path, email);
        Assert.Contains("Not linked", page.Text("main")!, StringComparison.Ordinal);
        // It wants a proof first, and leads back to the page.
        page = await page.FollowAsync(await page.PressAsync("Add Fake"));
        Assert.Equal("Confirm that it is you", page.Heading);
        page = await page.SendAsync(("password", ExperienceCalls.Password));
        Assert.Equal("Linked accounts", page.Heading);

        page = await OpenAsync(page, await ReturnAsync(page, account));
        Assert.Equal("The account is linked.", Done(page));
        Assert.Contains("kim@provider.example", page.Text("main")!, StringComparison.Ordinal);
        Assert.Equal(account, await LinkedAsync(id, target));
        Assert.Equal(["account_linked"], await NoticesAsync(email, 1));

        var visitor = new Browser(Server);
        var asked = (await (await Page.OpenAsync(visitor, "/account")).PressAsync("Sign in with Fake")).Expect(303);
        Assert.Equal("Profile", (await Page.OpenAsync(visitor, await CallbackAsync(asked, account))).Heading);

        page = await page.FollowAsync(await page.PressAsync("Remove Fake"));
        Assert.Equal("The account is unlinked.", Done(page));
        Assert.Null(await LinkedAsync(id, target));
        Assert.Equal(["account_unlinked", "account_linked"], await NoticesAsync(email, 2));
    }

    [Fact(DisplayName = "Somebody else's account, an answer for the second time and a refusal at the provider link nothing and are told")]
    public async Task Refuses()
    {
        var (target, account) = (await OfferAsync(), FakeAccount.NewId());
        var (owner, _, owners) = await EnterAsync();
        owners = await ProveAsync(owners, "/account/verify?then=" + Path);
        var callback = await ReturnAsync(owners, account);
        Assert.Equal("The account is linked.", Done(await OpenAsync(owners, callback)));
        (await OpenAsync(owners, callback)).Answer.Expect(400);

        var (id, _, page) = await EnterAsync();
        page = await ProveAsync(page, "/account/verify?then=" + Path);
        var taken = await OpenAsync(page, await ReturnAsync(page, account));
        taken.Answer.Expect(422);
        Assert.NotNull(taken.Notice);
        Provider.IsDenying = true;
        (await OpenAsync(page, await ReturnAsync(page, FakeAccount.NewId()))).Answer.Expect(401);
        Provider.IsDenying = false;
        // Another browser of the same user has asked nothing.
        var (_, _, other) = await EnterAsync();
        (await OpenAsync(other, await ReturnAsync(page, FakeAccount.NewId()))).Answer.Expect(400);
        Assert.Equal((account, null), (await LinkedAsync(owner, target), await LinkedAsync(id, target)));
    }

    [Theory(DisplayName = "Whoever was at the provider for so long that the sign-in or the proof expired shows who they are, and the account is linked")]
    [InlineData("_account")]
    [InlineData("_account_proof")]
    public async Task TakesItsTime(string expired)
    {
        var (target, account) = (await OfferAsync(), FakeAccount.NewId());
        var (id, _, page) = await EnterAsync();
        page = await ProveAsync(page, "/account/verify?then=" + Path);
        var callback = await ReturnAsync(page, account);
        page.Browser.Forget(expired);
        page = await OpenAsync(page, callback);
        if (expired == "_account_proof") page = await page.SendAsync(("password", ExperienceCalls.Password));
        Assert.Equal("The account is linked.", Done(page));
        Assert.Equal(account, await LinkedAsync(id, target));
    }

    /// <summary>The only provider of the sign-in.</summary>
    /// <returns>Its target.</returns>
    private async Task<string> OfferAsync()
    {
        var (_, target) = await Accounts.NewConnectorAsync();
        await Server.SetExperienceAsync(experience => experience.SocialSignInConnectorTargets = JsonText.Strings(target));
        return target;
    }

    /// <summary>From the page to the provider; the callback that the browser would come back to.</summary>
    private async Task<string> ReturnAsync(Page page, string account) => await CallbackAsync((await page.PressAsync("Add Fake")).Expect(303), account);

    private async Task<string> CallbackAsync(Answer leaving, string account)
    {
        Provider.Account = new FakeAccount { Id = account };
        var question = leaving.Header("Location")!;
        var back = await Provider.SignInAsync(question);
        return QueryHelpers.AddQueryString(new Uri(SignInFlow.Query(question)["redirect_uri"]).AbsolutePath, back!);
    }

    private async Task<string?> LinkedAsync(string id, string target) =>
        (await StoredAsync(id)).GetProperty("identities").TryGetProperty(target, out var identity) ? identity.GetProperty("userId").GetString() : null;
}
