using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Users;

/// <summary>The first page of a user: own values, custom data, and what is dangerous.</summary>
public sealed class UserSettingsTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TestServer Server => own.Server;

    private async Task<Browser> BrowserAsync(AdministratorRole role = AdministratorRole.Owner) => await Server.AtConsoleAsync((await Server.NewAdministratorAsync(role)).Username);

    private async Task<(Page Page, string Id)> OpenAsync(object? fields = null, AdministratorRole role = AdministratorRole.Owner)
    {
        var id = (await Server.Api.NewUserAsync(fields ?? new { username = TestServer.Unique() })).Id;
        return (await Page.OpenAsync(await BrowserAsync(role), "/console/default/users/" + id), id);
    }

    private async Task<JsonElement> UserAsync(string id) => (await Server.Api.GetAnswerAsync("/api/users/" + id)).Expect(200).Json;

    [Fact]
    public async Task Shows_who_it_is_with_status_id_and_facts()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "Kim <b>Min</b>", primaryEmail = TestServer.Unique() + "@example.com", customData = new { plan = "gold" } });
        Assert.Equal("Kim <b>Min</b>", page.Heading);
        Assert.Equal("Active", page.Text(".known .status"));
        Assert.Equal(id, page.Text(".known [data-copied]"));
        Assert.Equal("Kim <b>Min</b>", page.ValueOf("name"));
        Assert.Contains("\"plan\": \"gold\"", page.ValueOf("customData"), StringComparison.Ordinal);
        Assert.Contains($"GET /api/users/{id}", page.Text("footer.api")!, StringComparison.Ordinal);
        Assert.Equal(8, page.Document.QuerySelectorAll(".tabs a").Length);
        Assert.Equal("Verified", page.Text(".mark-of"));
    }

    [Fact]
    public async Task Values_are_changed_and_emptied()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "Old", profile = new { nickname = "nick", middleName = "kept", address = new { country = "KR", region = "Seoul" } } });
        var (username, phone) = (TestServer.Unique(), TestServer.UniquePhone());
        var saved = await page.SubmitAsync(
            "details", ("name", ""), ("username", username), ("primaryPhone", $"+82 10-{phone[4..8]}-{phone[8..]}"), ("profile.nickname", ""), ("profile.givenName", "Min"),
            ("profile.address.country", ""), ("profile.address.locality", "Mapo"));
        Assert.Equal($"Old was saved.", saved.Said);
        var user = await UserAsync(id);
        Assert.Equal((JsonValueKind.Null, username), (user.GetProperty("name").ValueKind, user.GetProperty("username").GetString()));
        Assert.Equal(phone, user.GetProperty("primaryPhone").GetString());
        var profile = user.GetProperty("profile");
        Assert.Equal(("kept", "Min"), (profile.GetProperty("middleName").GetString(), profile.GetProperty("givenName").GetString()));
        Assert.False(profile.TryGetProperty("nickname", out _));
        Assert.Equal("""{"region":"Seoul","locality":"Mapo"}""", profile.GetProperty("address").GetRawText());
    }

    [Fact]
    public async Task Nothing_different_is_no_change()
    {
        var (page, id) = await OpenAsync();
        var before = await UserAsync(id);
        Assert.Equal("Nothing was different.", (await page.SubmitAsync("details")).Said);
        Assert.Equal(before.GetProperty("updatedAt").GetInt64(), (await UserAsync(id)).GetProperty("updatedAt").GetInt64());
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_its_field_and_what_was_typed_stays()
    {
        var taken = TestServer.Unique();
        await Server.Api.NewUserAsync(new { username = taken });
        var (page, id) = await OpenAsync();
        var refused = await page.SubmitAsync("details", ("username", taken), ("name", "Typed \"name\""), ("profile.gender", "x"));
        Assert.Equal((422, taken, "Typed \"name\"", "x"), ((int)refused.Answer.Status, refused.ValueOf("username"), refused.ValueOf("name"), refused.ValueOf("profile.gender")));
        Assert.NotNull(refused.ProblemOf("username"));
        refused = await page.SubmitAsync("details", ("primaryEmail", "no address"));
        Assert.Equal((400, "no address"), ((int)refused.Answer.Status, refused.ValueOf("primaryEmail")));
        Assert.NotNull(refused.ProblemOf("primaryEmail"));
        Assert.NotEqual(taken, (await UserAsync(id)).GetProperty("username").GetString());
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"한국\": oops\n}", "line 3, column 9")]
    [InlineData("{\"a\": 1", "line 1, column 8")]
    [InlineData("{\"a\":1,\"a\":2}", "line 1")]
    [InlineData("[1]", "one JSON object")]
    [InlineData("null", "one JSON object")]
    [InlineData("{} {}", "line 1, column 4")]
    public async Task Custom_data_that_is_no_object_is_refused_with_its_place_and_not_lost(string text, string told)
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), customData = new { kept = true } });
        var refused = await page.SubmitAsync("custom-data", ("customData", text));
        Assert.Equal((422, text), ((int)refused.Answer.Status, refused.ValueOf("customData")));
        Assert.Contains(told, refused.ProblemOf("customData")!, StringComparison.Ordinal);
        Assert.True((await UserAsync(id)).GetProperty("customData").GetProperty("kept").GetBoolean());
    }

    [Fact]
    public async Task Custom_data_is_replaced_as_a_whole_and_numbers_stay_as_written()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), customData = new { gone = true } });
        var saved = await page.SubmitAsync("custom-data", ("customData", "{\"big\": 12345678901234567890.10, \"t\": \"</textarea><script>\"}"));
        Assert.Equal(200, (int)saved.Answer.Status);
        Assert.Equal("{\"big\":12345678901234567890.10,\"t\":\"</textarea><script>\"}", JsonSerializer.Serialize((await UserAsync(id)).GetProperty("customData"), Readable));
        Assert.Contains("</textarea><script>", saved.ValueOf("customData"), StringComparison.Ordinal);
        Assert.Contains("12345678901234567890.10", saved.ValueOf("customData"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_change_meanwhile_is_shown_and_is_overwritten_only_knowingly()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "First" });
        (await Server.Api.PatchAnswerAsync("/api/users/" + id, new { name = "Theirs", customData = new { x = 1 } })).Expect(200);
        var conflict = await page.SubmitAsync("details", ("name", "Mine"));
        Assert.Equal((409, "Mine"), ((int)conflict.Answer.Status, conflict.ValueOf("name")));
        var row = conflict.Text(".compare tbody tr")!;
        Assert.Contains("Theirs", row, StringComparison.Ordinal);
        Assert.Contains("Mine", row, StringComparison.Ordinal);
        Assert.Contains(TestServer.ApplicationId, conflict.Text(".notice.warn")!, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await UserAsync(id)).GetProperty("name").GetString());
        Assert.Equal("Theirs was saved.", (await conflict.SubmitAsync("details")).Said);
        Assert.Equal("Mine", (await UserAsync(id)).GetProperty("name").GetString());
        Assert.Equal(409, (int)(await page.SubmitAsync("custom-data", ("customData", "{}"))).Answer.Status);
    }

    [Fact]
    public async Task A_form_that_was_made_from_nothing_changes_nothing()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "First" });
        Assert.Equal(409, (int)(await page.SubmitAsync("details", ("basis", ""), ("name", "Mine"))).Answer.Status);
        Assert.Equal("First", (await UserAsync(id)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Suspended_and_let_in_again()
    {
        var (page, id) = await OpenAsync();
        Assert.Contains("Suspend user", page.ButtonNames);
        var suspended = await page.SubmitAsync("suspend");
        Assert.Equal("Suspended", suspended.Text(".known .status"));
        Assert.True((await UserAsync(id)).GetProperty("isSuspended").GetBoolean());
        Assert.Contains("Reactivate user", suspended.ButtonNames);
        Assert.Equal("Active", (await suspended.SubmitAsync("reactivate")).Text(".known .status"));
        Assert.False((await UserAsync(id)).GetProperty("isSuspended").GetBoolean());
    }

    [Fact]
    public async Task Is_deleted_only_when_the_name_is_typed()
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "O'Neill & <Sons>" });
        var refused = await page.SubmitAsync("delete", ("typed", "O'Neill"));
        Assert.Equal(422, (int)refused.Answer.Status);
        Assert.NotNull(refused.ProblemOf("typed"));
        await UserAsync(id);
        var gone = await page.SubmitAsync("delete", ("typed", "O'Neill & <Sons>"));
        Assert.Equal(("Users", "O'Neill & <Sons> was deleted."), (gone.Text("h1 bdi"), gone.Said));
        (await Server.Api.GetAnswerAsync("/api/users/" + id)).Expect(404);
        Assert.Equal(404, (int)(await Page.OpenAsync(page.Browser, "/console/default/users/" + id)).Answer.Status);
    }

    [Fact]
    public async Task A_temporary_password_is_shown_once_and_must_be_changed()
    {
        var (page, id) = await OpenAsync();
        var shown = await page.SubmitAsync("password");
        Assert.Equal("Password reset", shown.Heading);
        var password = shown.Document.QuerySelectorAll("[data-copied]")[1].TextContent;
        Assert.Equal(20, password.Length);
        Assert.Null(shown.Answer.Header("Location"));
        (await Server.Api.PostAnswerAsync($"/api/users/{id}/password/verify", new { password })).Expect(204);
        var chosen = await page.SubmitAsync("password", ("password", "chosen-<b>-9"));
        Assert.Equal("chosen-<b>-9", chosen.Document.QuerySelectorAll("[data-copied]")[1].TextContent);
        var temporary = await Server.InDatabaseAsync(async db => (await db.FindAsync<Gatehouse.Server.Users.User>("default", id))!.IsPasswordTemporary);
        Assert.True(temporary);
    }

    [Fact]
    public async Task An_invitation_that_cannot_be_sent_is_told_in_the_question()
    {
        var (page, _) = await OpenAsync(new { primaryEmail = TestServer.Unique() + "@example.com" });
        var refused = await page.SubmitAsync("password", ("start", "invitation"));
        Assert.NotEqual(200, (int)refused.Answer.Status);
        Assert.True(refused.Document.GetElementById("reset-password")!.HasAttribute("open"));
        Assert.NotNull(refused.Text("#reset-password .notice"));
    }

    [Fact]
    public async Task What_the_tenant_asks_for_has_fields()
    {
        var (text, choice) = (TestServer.Unique("t").Replace("_", "", StringComparison.Ordinal), TestServer.Unique("s").Replace("_", "", StringComparison.Ordinal));
        (await Server.Api.PostAnswerAsync("/api/custom-profile-fields", new { name = text, type = "Number", label = "Shoe size", required = false, config = new { } })).Expect(201);
        (await Server.Api.PostAnswerAsync("/api/custom-profile-fields", new
        {
            name = choice, type = "Select", label = "Plan", required = false, config = new { options = new[] { new { label = "Gold", value = "g" }, new { label = "Silver", value = "s" } } },
        })).Expect(201);
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), customData = new { other = 1 } });
        var saved = await page.SubmitAsync("details", ("customData." + text, "42"), ("customData." + choice, "s"));
        Assert.Equal(("42", "s"), (saved.ValueOf("customData." + text), saved.ValueOf("customData." + choice)));
        Assert.Equal($$"""{"other":1,"{{text}}":42,"{{choice}}":"s"}""", (await UserAsync(id)).GetProperty("customData").GetRawText());
    }

    [Theory]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task Who_may_not_write_sees_no_button_and_is_refused_by_the_form(string role)
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = "Kept" }, Enum.Parse<AdministratorRole>(role));
        Assert.Equal(200, (int)page.Answer.Status);
        Assert.DoesNotContain(page.ButtonNames, label => label is "Save changes" or "Suspend user" or "Delete user" or "Reset password");
        Assert.True(page.Document.QuerySelector("input[name=name]")!.HasAttribute("readonly"));
        foreach (var action in (string[])["details", "suspend", "delete", "password", "custom-data"])
        {
            var answer = await page.PostFormAsync(page.FormFor("details"), ("action", action), ("name", "Changed"), ("typed", "Kept"), ("customData", "{}"));
            Assert.True((int)answer.Status is 403 or 409, $"{action}: {answer.Status}");
        }

        var user = await UserAsync(id);
        Assert.Equal(("Kept", false), (user.GetProperty("name").GetString(), user.GetProperty("isSuspended").GetBoolean()));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("'onmouseover='alert(1)")]
    [InlineData("</style><style>*{display:none}")]
    [InlineData("javascript:alert(1)")]
    [InlineData("{{constructor.constructor('alert(1)')()}}")]
    [InlineData("\u202eevil\u2066")]
    public async Task Stored_values_are_never_executed(string value)
    {
        var (page, id) = await OpenAsync(new { username = TestServer.Unique(), name = value, customData = new Dictionary<string, string> { [value] = value }, profile = new { website = value, nickname = value } });
        await Server.Api.PutAnswerAsync($"/api/users/{id}/identities/google", new { userId = value, details = new { name = value, email = value, avatar = value } });
        await Server.Api.PostAnswerAsync($"/api/users/{id}/personal-access-tokens", new { name = value });
        foreach (var tab in (string[])["", "/identities", "/tokens", "/timeline"])
        {
            var opened = await Page.OpenAsync(page.Browser, $"/console/default/users/{id}{tab}");
            Assert.Equal((200, value), ((int)opened.Answer.Status, opened.Document.QuerySelector("h1")!.TextContent));
            Assert.Equal(2, opened.Document.QuerySelectorAll("script").Length);
            Assert.Empty(opened.Document.QuerySelectorAll("style, [onerror], [onmouseover], [style], img[src^='javascript'], a[href^='javascript']"));
            Assert.DoesNotContain("unsafe", opened.Answer.Header("Content-Security-Policy")!, StringComparison.Ordinal);
        }

        Assert.Equal(value, page.ValueOf("profile.website"));
    }
}
