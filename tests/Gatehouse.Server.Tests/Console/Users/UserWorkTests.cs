using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Bulk;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Console.Users;

/// <summary>Work on many users: the list with its filters and bulk actions, exports, imports, and their jobs.</summary>
public sealed class UserWorkTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<Page> OpenAsync(string path, AdministratorRole role = AdministratorRole.Owner) =>
        await Page.OpenAsync(await Server.AtConsoleAsync((await Server.NewAdministratorAsync(role)).Username), "/console/default" + path);

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll("tbody .who > span > bdi").Select(name => name.TextContent).Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_list_is_filtered_by_role_organization_and_second_factor()
    {
        var mark = TestServer.Unique() + "_";
        var role = await Server.NewRoleAsync(name: "0" + TestServer.Unique("role"));
        var organization = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = "0 " + mark })).Expect(201).Id;
        var (a, b) = (await Server.Api.NewUserAsync(new { username = mark + "a" }), await Server.Api.NewUserAsync(new { username = mark + "b" }));
        await Server.Api.NewUserAsync(new { username = mark + "c" });
        (await Server.Api.PostAnswerAsync($"/api/users/{a.Id}/roles", new { roleIds = new[] { role } })).Expect(201);
        (await Server.Api.PostAnswerAsync($"/api/organizations/{organization}/users", new { userIds = new[] { b.Id } })).Expect(201);
        (await Server.Api.PostAnswerAsync($"/api/users/{b.Id}/mfa-verifications", new { type = "Totp" })).Expect(200);
        var page = await OpenAsync($"/users?search={mark}&roleId={role}");
        Assert.Equal([mark + "a"], Names(page));
        Assert.Contains("Role: 0", page.Text(".chips")!, StringComparison.Ordinal);
        Assert.Equal([mark + "b"], Names(await Page.OpenAsync(page.Browser, $"/console/default/users?search={mark}&organizationId={organization}")));
        Assert.Equal([mark + "b"], Names(await Page.OpenAsync(page.Browser, $"/console/default/users?search={mark}&hasMfa=true")));
        Assert.Equal([mark + "a", mark + "c"], Names(await Page.OpenAsync(page.Browser, $"/console/default/users?search={mark}&hasMfa=false")));
    }

    [Fact]
    public async Task The_list_is_filtered_by_days_and_custom_data_and_sorted_by_the_columns_that_were_chosen()
    {
        var mark = TestServer.Unique() + "_";
        var (a, now) = (await Server.Api.NewUserAsync(new { username = mark + "a", customData = new { plan = "gold" } }), Server.Clock.GetUtcNow());
        await Server.Api.NewUserAsync(new { username = mark + "b", customData = new { plan = "free" } });
        await Server.InDatabaseAsync(async db =>
        {
            (await db.Users.SingleAsync(user => user.Id == a.Id)).RecordSignIn(now.UtcDateTime);
            return await db.SaveChangesAsync();
        });
        string Day(int later) => now.AddDays(later).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var browser = (await OpenAsync("/users")).Browser;
        foreach (var (filter, expected) in ((string, string[])[])
        [
            ("customData=plan%3Dgold", ["a"]), ($"lastSignInAfter={Day(-1)}", ["a"]), ($"lastSignInBefore={Day(-1)}", []),
            ($"createdAfter={Day(2)}", []), ($"createdBefore={Day(2)}", ["a", "b"]), ("sort=username:asc", ["a", "b"]),
        ])
        {
            var page = await Page.OpenAsync(browser, $"/console/default/users?search={mark}&{filter}");
            Assert.Equal(expected.Select(name => mark + name), Names(page));
        }

        var sorted = await Page.OpenAsync(browser, $"/console/default/users?search={mark}&sort=username:desc&columns=username%20lastSignInAt");
        Assert.Equal([mark + "b", mark + "a"], sorted.Document.QuerySelectorAll("tbody .who > span > bdi").Select(name => name.TextContent));
        var head = string.Join(' ', sorted.Document.QuerySelectorAll("thead th").Select(column => column.TextContent));
        Assert.Contains("Username", head, StringComparison.Ordinal);
        Assert.Contains("Last sign-in", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Created", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Selected_users_get_a_role_and_lose_it_as_jobs()
    {
        var mark = TestServer.Unique() + "_";
        var role = await Server.NewRoleAsync();
        var (a, b) = (await Server.Api.NewUserAsync(new { username = mark + "a" }), await Server.Api.NewUserAsync(new { username = mark + "b" }));
        var list = await OpenAsync("/users?search=" + mark);
        var form = list.Document.GetElementById("bulk")!;
        Assert.Contains("Role…", list.ButtonNames);
        var job = await list.FollowAsync(await list.PostFormAsync(form, ("id", a.Id), ("id", b.Id), ("action", "assign-role"), ("roleId", role)));
        Assert.Equal("Assign a role to users", job.Heading);
        await Server.Api.EndOfJobAsync(IdOf(job));
        Assert.Equal(2, (await Server.Api.GetAnswerAsync($"/api/roles/{role}/users")).Expect(200).Json.GetArrayLength());
        // Everybody that matches, with a role chosen in the same form that the action has no use for.
        job = await list.FollowAsync(await list.PostFormAsync(form, ("all", "true"), ("action", "suspend"), ("roleId", role)));
        await Server.Api.EndOfJobAsync(IdOf(job));
        Assert.Equal(2, (await Server.Api.GetAnswerAsync($"/api/users?search.username={mark}%25&isSuspended=true")).Expect(200).Json.GetArrayLength());
    }

    [Fact]
    public async Task The_list_as_a_file_has_who_the_filters_leave()
    {
        var mark = TestServer.Unique() + "_";
        await Server.Api.NewUserAsync(new { username = mark + "a" });
        await Server.Api.NewUserAsync(new { username = mark + "b", passwordDigest = "x", passwordAlgorithm = "MD5" });
        var list = await OpenAsync($"/users?search={mark}&hasPassword=false");
        var links = list.Document.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")!).ToList();
        var csv = await list.Browser.GetAsync(links[0]);
        Assert.Equal((200, "text/csv; charset=utf-8"), ((int)csv.Status, csv.Header("Content-Type")));
        Assert.Contains("attachment", csv.Header("Content-Disposition")!, StringComparison.Ordinal);
        Assert.Equal([mark + "a"], csv.Text.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[1]));
        Assert.Single((await list.Browser.GetAsync(links[1])).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(403, (int)(await (await Server.AtConsoleAsync((await Server.NewAdministratorAsync(AdministratorRole.Auditor)).Username)).GetAsync(links[0])).Status);
    }

    [Fact]
    public async Task A_file_is_tried_first_and_then_imported()
    {
        var mark = TestServer.Unique() + "_";
        var file = $"username,name\n{mark}a,A\n9wrong,B\n{mark}a,C\n";
        var page = await OpenAsync("/users/import");
        Assert.Equal("multipart/form-data", page.FormWithFile().GetAttribute("enctype"));
        var job = await page.UploadAsync("users.csv", file);
        Assert.Equal("Trial of an import", job.Heading);
        await Server.Api.EndOfJobAsync(IdOf(job));
        job = await Page.OpenAsync(page.Browser, "/console/default/jobs/" + IdOf(job));
        Assert.Equal(["1", "2"], job.Document.QuerySelectorAll(".figures dd").Take(2).Select(figure => figure.TextContent));
        Assert.Equal(["3", "4"], job.Document.QuerySelectorAll("tbody th").Select(line => line.TextContent));
        Assert.Contains("2 rows would fail", job.Text(".box")!, StringComparison.Ordinal);
        Assert.Null(job.Document.QuerySelector("[data-refresh]"));
        var lines = (await page.Browser.GetAsync(job.Document.QuerySelector("a[download]")!.GetAttribute("href")!)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal(0, (await Server.Api.GetAnswerAsync($"/api/users?search.username={mark}%25")).Expect(200).Json.GetArrayLength());

        job = await page.UploadAsync("users.CSV", file, ("mode", "real"));
        Assert.Equal("Import users", job.Heading);
        await Server.Api.EndOfJobAsync(IdOf(job));
        Assert.Equal(1, (await Server.Api.GetAnswerAsync($"/api/users?search.username={mark}%25")).Expect(200).Json.GetArrayLength());
    }

    [Theory]
    [InlineData(null, "", "Choose a file.")]
    [InlineData("users.xlsx", "x", "The name of the file must end in .csv, .ndjson or .jsonl.")]
    [InlineData("users.csv", "nonsense,columns\n1,2\n", null)]
    public async Task A_file_that_cannot_be_read_is_refused_beside_its_field(string? name, string content, string? told)
    {
        var page = await (await OpenAsync("/users/import")).UploadAsync(name, content, ("mode", "real"));
        Assert.InRange((int)page.Answer.Status, 400, 422);
        Assert.True(told is null ? page.ProblemOf("file") is { Length: > 0 } : page.ProblemOf("file") == told);
        Assert.NotNull(page.Document.QuerySelector("input[value=real][checked]"));
    }

    [Fact]
    public async Task A_job_at_work_shows_how_far_it_is_refreshes_itself_and_is_cancelled()
    {
        var id = await Server.InDatabaseAsync(async db =>
        {
            // Another node has its turn for long, so that it stays as it is.
            var (now, job) = (Server.Clock.GetUtcNow().UtcDateTime, Job.Receive(db.TenantId, Identifier.Long(), "users.import", JsonText.EmptyObject, JsonText.FromStored("""{"type":"system","id":null}"""), Server.Clock.GetUtcNow().UtcDateTime));
            job.Queue(1000, 200, "elsewhere", now.AddYears(1));
            job.Start("elsewhere", now.AddYears(1), now);
            job.Advance(new JobStep(250, 50, 50, [], []), now.AddYears(1));
            db.Jobs.Add(job);
            await db.SaveChangesAsync();
            return job.Id;
        });
        var page = await OpenAsync("/jobs/" + id);
        Assert.Equal(("Import users", "Running", "25"), (page.Heading, page.Text(".box .status"), page.Document.QuerySelector("progress")!.GetAttribute("value")));
        Assert.NotNull(page.Document.QuerySelector("[data-refresh]"));
        Assert.Contains("http-equiv=\"refresh\"", page.Answer.Text, StringComparison.Ordinal);
        Assert.Contains("Cancel job", page.ButtonNames);
        page = await page.FollowAsync(await page.PostFormAsync(page.Document.QuerySelector("#cancel form")!));
        Assert.Equal(("The job stops after its current part.", "Being cancelled"), (page.Said, page.Text(".box .status")));
        Assert.DoesNotContain("Cancel job", page.ButtonNames);
        Assert.NotNull((await Page.OpenAsync(page.Browser, "/console/default/jobs?state=running")).LinkTo("/console/default/jobs/" + id));
        Assert.Equal(404, (int)(await Page.OpenAsync(page.Browser, "/console/default/jobs/unknown")).Answer.Status);
    }

    [Fact]
    public async Task A_job_that_has_ended_is_not_cancelled()
    {
        var id = (await Server.Api.SendFileAsync("/api/users/import?dryRun=true", BulkCalls.Users(TestServer.Unique(), 1))).Expect(202).Id;
        await Server.Api.EndOfJobAsync(id);
        var page = await OpenAsync("/jobs/" + id);
        Assert.Equal(("Completed", "100"), (page.Text(".box .status"), page.Document.QuerySelector("progress")!.GetAttribute("value")));
        var refused = await page.Browser.SendAsync(HttpMethod.Post, "/console/default/jobs/" + id, await page.Browser.FormAsync());
        Assert.InRange((int)refused.Status, 400, 422);
        Assert.Contains("role=\"alert\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_of_the_list_gets_a_name_of_the_administrators_own()
    {
        var page = await OpenAsync("/users?search=a%26b&isSuspended=true&page=3&sort=name:asc");
        Assert.False(page.HasForm("forget"));
        var saved = await page.SubmitAsync("save", ("name", "Gone <b>"));
        Assert.Equal("The view Gone <b> was saved.", saved.Said);
        var link = saved.Document.QuerySelector(".views li a")!;
        Assert.Equal(("Gone <b>", "/console/default/users?search=a%26b&isSuspended=true&sort=name%3Aasc", "true"), (link.TextContent, link.GetAttribute("href"), link.GetAttribute("aria-current")));
        Assert.False((await OpenAsync("/users")).HasForm("forget"));
        saved = await (await saved.SubmitAsync("save", ("name", "Gone <b>"), ("query", "?x=\r\nLocation:%20evil&search=c"))).SubmitAsync("forget");
        Assert.Equal("The view was deleted.", saved.Said);
        Assert.False(saved.HasForm("forget"));
        Assert.False((await OpenAsync("/users?search=x", AdministratorRole.ReadOnly)).HasForm("save"));
    }

    [Fact]
    public async Task Who_may_not_write_is_offered_no_work()
    {
        var page = await OpenAsync("/users", AdministratorRole.ReadOnly);
        Assert.Null(page.Document.QuerySelector("[data-bulk]"));
        Assert.Null(page.LinkTo("/console/default/users/import"));
        Assert.Equal(403, (int)(await page.Browser.SendAsync(HttpMethod.Post, "/console/default/users", await page.Browser.FormAsync(("action", "delete"), ("id", "x")))).Status);
    }

    private static string IdOf(Page job) => job.Document.QuerySelector(".api code")!.TextContent.Split('/')[^1];
}

/// <summary>Forms with files.</summary>
internal static class UploadCalls
{
    extension(Page page)
    {
        public AngleSharp.Dom.IElement FormWithFile() => page.Document.QuerySelector("form:has([type=file])")!;

        /// <param name="name">Null: none is chosen.</param>
        public async Task<Page> UploadAsync(string? name, string content, params (string Name, string Value)[] values)
        {
            var form = page.FormWithFile();
            var body = new MultipartFormDataContent();
            foreach (var hidden in form.QuerySelectorAll("input[type=hidden]")) body.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
            foreach (var (field, value) in values) body.Add(new StringContent(value), field);
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
            file.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
            file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = $"\"{name}\"" };
            body.Add(file);
            return await page.FollowAsync(await page.Browser.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, body));
        }
    }
}
