using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>Secrets of applications: shown once, several at a time (contract/management-apps-resources-roles.md 1.3).</summary>
public sealed class SecretPageTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<(Page Page, string Path)> OpenAsync()
    {
        var id = (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique("app"), type = "MachineToMachine" })).Expect(200).Id;
        return (await (await Server.SignedInAsync()).SeeAsync($"/applications/{id}/secrets"), $"/api/applications/{id}/secrets");
    }

    [Fact]
    public async Task A_new_value_is_shown_in_the_answer_and_never_again()
    {
        var (page, path) = await OpenAsync();
        var first = (await Server.Api.GetAnswerAsync(path)).Json[0].GetProperty("value").GetString()!;
        Assert.DoesNotContain(first, page.Answer.Text, StringComparison.Ordinal);
        var made = await page.ClickThroughAsync("Create secret", ("name", "second"), ("lifetime", "30"));
        made.Answer.Expect(200);
        var value = made.Text(".once [data-copied]")!;
        var row = (await Server.Api.GetAnswerAsync(path)).Json.EnumerateArray().Single(secret => secret.GetProperty("name").GetString() == "second");
        Assert.Equal(value, row.GetProperty("value").GetString());
        var days = (row.GetProperty("expiresAt").GetInt64() - row.GetProperty("createdAt").GetInt64()) / 86_400_000.0;
        Assert.InRange(days, 29.9, 30.1);
        Assert.DoesNotContain(value, (await made.Browser.SeeAsync(path["/api".Length..])).Answer.Text, StringComparison.Ordinal);
        Assert.Equal("", made.ValueOf("name"));
    }

    [Theory]
    [InlineData("Default secret")]
    [InlineData("")]
    public async Task A_name_that_is_taken_or_missing_is_refused_beside_the_field(string name)
    {
        var (page, path) = await OpenAsync();
        var refused = await page.ClickThroughAsync("Create secret", ("name", name), ("lifetime", "90"));
        Assert.InRange((int)refused.Answer.Status, 400, 422);
        Assert.NotNull(refused.ProblemOf("name"));
        Assert.Equal((name, "90"), (refused.ValueOf("name"), refused.ValueOf("lifetime")));
        Assert.Equal(1, (await Server.Api.GetAnswerAsync(path)).Json.GetArrayLength());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with blanks & signs?#=%25")]
    [InlineData("한글 이름")]
    public async Task A_secret_is_renamed_and_deleted(string name)
    {
        var (page, path) = await OpenAsync();
        (await page.ClickAsync("Create secret", ("name", "before"))).Expect(200);
        var rename = await page.Browser.SeeAsync(path["/api".Length..] + "/rename?secret=before");
        Assert.Equal("before", rename.ValueOf("name"));
        var taken = await rename.ClickThroughAsync("Save changes", ("name", "Default secret"));
        Assert.NotNull(taken.ProblemOf("name"));
        var renamed = await rename.ClickThroughAsync("Save changes", ("name", name));
        Assert.Equal("Changes saved.", renamed.Said);
        Assert.Contains(name, renamed.Rows);
        var gone = await renamed.ClickThroughAsync("Delete", ("secret", name));
        Assert.DoesNotContain(name, gone.Rows);
        Assert.Equal(1, (await Server.Api.GetAnswerAsync(path)).Json.GetArrayLength());
    }

    [Fact]
    public async Task An_expired_one_says_so()
    {
        var (page, path) = await OpenAsync();
        var soon = Server.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();
        (await Server.Api.PostAnswerAsync(path, new { name = "short", expiresAt = soon })).Expect(201);
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("Expired", (await page.Browser.SeeAsync(path["/api".Length..])).Body, StringComparison.Ordinal);
    }
}
