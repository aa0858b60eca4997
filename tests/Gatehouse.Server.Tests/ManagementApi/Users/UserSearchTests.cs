using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.3 and 2.4: the same answers on either database.</summary>
public sealed class UserSearchTests : ServerTest
{
    private static string Q(string text) => Uri.EscapeDataString(text);

    [Theory]
    [InlineData("홍길동 길라", "%길라", true)]
    [InlineData("홍길동 길라", "홍길%", true)]
    [InlineData("홍길동 길라", "%길%", true)]
    [InlineData("Ana ÉCLAIR", "%éclair", true)]
    [InlineData("Ana éclair", "%ÉCLAIR", true)]
    [InlineData("Ana ΣΊΣΥΦΟΣ", "%σίσυφοσ", true)]
    [InlineData("Пётр", "%ПЁТР", true)]
    [InlineData("İstanbul", "İstan%", true)]
    [InlineData("straße", "%strasse", false)]
    [InlineData("😀 smile", "_ smile", true)]
    [InlineData("😀😀", "__", true)]
    [InlineData("😀😀", "____", false)]
    [InlineData("ab", "ab", true)]
    [InlineData("abc", "ab", false)]
    [InlineData("a", "_", true)]
    [InlineData("100% sure", "100\\% sure", true)]
    [InlineData("1000 sure", "100\\% sure", false)]
    [InlineData("a_b", "a\\_b", true)]
    [InlineData("axb", "a\\_b", false)]
    [InlineData("back\\slash", "back\\\\slash", true)]
    [InlineData("say \"hi\" to", "%\"hi\"%", true)]
    [InlineData("it's", "it's", true)]
    [InlineData("x' OR '1'='1", "x' OR '1'='1", true)]
    [InlineData("x", "x' OR '1'='1", false)]
    [InlineData("x", "%'; DROP TABLE users; --", false)]
    [InlineData("NEAR(a b)", "NEAR(a b)", true)]
    [InlineData("a AND b*", "%AND b*", true)]
    [InlineData("{0} {1}", "{0} {1}", true)]
    [InlineData("tab\tline\nend", "tab%end", true)]
    public async Task LIKE_finds_what_PostgreSQL_would(string name, string pattern, bool isFound)
    {
        var mark = TestServer.Unique();
        var user = await Api.NewUserAsync(new { username = mark, name });
        var found = await Api.FoundAsync($"search.name={Q(pattern)}&search.username={mark}&joint=and");
        Assert.Equal(isFound ? [user.Id] : [], found);
    }

    [Theory]
    [InlineData("mode=exact", "Anna.Lee", "anna.lee", true)]
    [InlineData("mode=exact&isCaseSensitive=1", "Anna.Lee", "anna.lee", false)]
    [InlineData("mode=exact&isCaseSensitive=1", "Anna.Lee", "Anna.Lee", true)]
    [InlineData("mode=exact", "ANNA%", "anna%", true)]
    [InlineData("mode=exact", "ANNAX", "anna%", false)]
    [InlineData("mode=exact", "a_b\\c", "A_B\\C", true)]
    [InlineData("mode=exact", "ÉCOLE", "école", true)]
    [InlineData("mode=like&isCaseSensitive=yes", "Anna", "anna", false)]
    [InlineData("mode=like&isCaseSensitive=yes", "Anna", "Ann%", true)]
    [InlineData("mode=similar_to&isCaseSensitive=true", "abab", "(ab)+", true)]
    [InlineData("mode=similar_to&isCaseSensitive=true", "Anna", "(Anna|Bob)", true)]
    [InlineData("mode=similar_to&isCaseSensitive=true", "anna", "(Anna|Bob)", false)]
    [InlineData("mode=similar_to&isCaseSensitive=true", "a.b", "a.b", true)]
    [InlineData("mode=similar_to&isCaseSensitive=true", "axb", "a.b", false)]
    [InlineData("mode=posix", "Hello World", "^hello w", true)]
    [InlineData("mode=posix", "Hello", "l{2}", true)]
    [InlineData("mode=posix&isCaseSensitive=1", "Hello", "^h", false)]
    [InlineData("mode=posix", "홍길동", "^홍.동$", true)]
    [InlineData("mode.name=posix", "Hello", "^H.*o$", true)]
    [InlineData("mode=exact&mode.name=like", "Hello", "H%", true)]
    [InlineData("mode.username=exact", "Hello", "H%", true)]
    [InlineData("mode=posix&mode=exact", "Hello", "hello", true)]
    [InlineData("mode.nothing=exact", "Hello", "H%", true)]
    public async Task Modes_match_in_their_own_way(string mode, string name, string pattern, bool isFound)
    {
        var mark = TestServer.Unique();
        var user = await Api.NewUserAsync(new { username = mark, name });
        var found = await Api.FoundAsync($"search.name={Q(pattern)}&{mode}");
        Assert.Equal(isFound, found.Contains(user.Id));
    }

    [Fact]
    public async Task The_general_search_looks_at_every_field_and_fields_can_be_named()
    {
        var mark = TestServer.Unique();
        var phone = TestServer.UniquePhone();
        var byName = await Api.NewUserAsync(new { name = mark });
        var byUsername = await Api.NewUserAsync(new { username = mark });
        var byEmail = await Api.NewUserAsync(new { primaryEmail = mark + "@x.test" });
        var byPhone = await Api.NewUserAsync(new { primaryPhone = phone });
        var stored = byPhone["primaryPhone"].GetString();
        Assert.Equal([byEmail.Id, byUsername.Id, byName.Id], await Api.FoundAsync($"search={mark}%25"));
        Assert.Equal([byPhone.Id], await Api.FoundAsync($"search={stored}"));
        Assert.Equal([byName.Id], await Api.FoundAsync($"search={byName.Id}"));
        Assert.Equal([byName.Id], await Api.FoundAsync($"search.id={byName.Id}"));
        Assert.Equal([byEmail.Id], await Api.FoundAsync($"search.primary_email={mark}@x.test"));
        Assert.Equal([byUsername.Id, byName.Id], await Api.FoundAsync($"search={mark}%25&searchFields[]=name&searchFields[]=username"));
        Assert.Equal([byName.Id], await Api.FoundAsync($"search={mark}%25&searchFields=name"));
        Assert.Equal([byEmail.Id, byName.Id], await Api.FoundAsync($"search.name={mark}&search.primaryEmail={mark}@X.TEST"));
        Assert.Empty(await Api.FoundAsync($"search.name={mark}&search.primaryEmail={mark}@X.TEST&jointMode=and"));
        Assert.Equal([byUsername.Id, byName.Id], await Api.FoundAsync($"search={mark}&search={mark}x&mode=exact"));
        Assert.Equal([byName.Id], await Api.FoundAsync($"searchfoo={mark}&searchFields[]=name&unknown=1"));
    }

    [Theory]
    [InlineData("search.a.b=x")]
    [InlineData("search.nothing=x")]
    [InlineData("search.passwordDigest=x")]
    [InlineData("search.tenantId=x")]
    [InlineData("search=")]
    [InlineData("search.name=")]
    [InlineData("search=a&search=b")]
    [InlineData("search=a&search[]=b")]
    [InlineData("search=a&mode=LIKE")]
    [InlineData("search=a&mode=")]
    [InlineData("mode=nothing")]
    [InlineData("modeX=nothing")]
    [InlineData("search=a&joint=xor")]
    [InlineData("search=a&joint=OR")]
    [InlineData("search=a&mode=similar_to")]
    [InlineData("search=a%5C")]
    [InlineData("search=a&searchFields[]=nothing")]
    [InlineData("search=a&searchFields[]=")]
    [InlineData("search=(&mode=posix")]
    [InlineData("search=[&mode=posix")]
    [InlineData("search=*&mode=posix")]
    [InlineData("search=a{2,1}&mode=posix")]
    [InlineData("search=(&mode=similar_to&isCaseSensitive=1")]
    [InlineData("search=(a)%5C1&mode=posix")]
    public async Task What_makes_no_sense_is_refused(string query) => (await Api.GetAnswerAsync("/api/users?" + query)).Expect(400, "request.invalid_input");

    [Theory]
    [InlineData("mode=exact")]
    [InlineData("joint=and")]
    [InlineData("isCaseSensitive=nonsense")]
    [InlineData("other=x&filter[]=y")]
    public async Task Without_a_search_the_rest_changes_nothing(string query) => (await Api.GetAnswerAsync("/api/users?page_size=1&" + query)).Expect(200);

    [Theory]
    [InlineData("(x+x+)+y")]
    [InlineData("((a|aa)+)+$")]
    [InlineData("((a{0,20}){0,20}){0,20}")]
    [InlineData("(((a{1,30}){1,30}){1,30}){1,30}")]
    [InlineData("(.*){1,200}x")]
    public async Task A_regular_expression_that_would_take_for_ever_does_not(string pattern)
    {
        await Api.NewUserAsync(new { name = new string('a', 120) + "!" });
        var started = System.Diagnostics.Stopwatch.StartNew();
        var answer = await Api.GetAnswerAsync($"/api/users?search.name={Q(pattern)}&mode=posix");
        Assert.True((int)answer.Status is 200 or 400, answer.Text);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("exact&isCaseSensitive=1")]
    public async Task Hundreds_of_values_are_any_of_them(string mode)
    {
        var mark = TestServer.Unique();
        var user = await Api.NewUserAsync(new { username = mark });
        var query = string.Concat(Enumerable.Range(0, 600).Select(number => $"search=v{number:x}&"));
        Assert.Equal([user.Id], await Api.FoundAsync($"{query}search={mark}&mode={mode}"));
    }

    [Fact]
    public async Task The_search_follows_changes_and_deletion()
    {
        var (before, after) = (TestServer.Unique("before"), TestServer.Unique("after"));
        var user = await Api.NewUserAsync(new { username = before, primaryEmail = before + "@x.test" });
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { username = after })).Expect(200);
        Assert.Empty(await Api.FoundAsync($"search.username=%25{before[2..]}%25"));
        Assert.Equal([user.Id], await Api.FoundAsync($"search=%25{after[2..]}%25"));
        Assert.Equal([user.Id], await Api.FoundAsync($"search={before}%25"));
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { username = (string?)null })).Expect(200);
        Assert.Empty(await Api.FoundAsync($"search=%25{after[2..]}%25"));
        (await Api.DeleteAnswerAsync("/api/users/" + user.Id)).Expect(204);
        Assert.Empty(await Api.FoundAsync($"search={before}%25"));
        Assert.Empty(await Api.FoundAsync($"search={user.Id}"));
    }

    [Fact]
    public async Task Holders_of_a_role_and_members_of_an_organization_can_be_left_out()
    {
        var mark = TestServer.Unique();
        var (free, holder, member) = (await Api.NewUserAsync(new { username = mark + "1" }), await Api.NewUserAsync(new { username = mark + "2" }), await Api.NewUserAsync(new { username = mark + "3" }));
        var roleId = await Server.NewRoleAsync();
        (await Api.PostAnswerAsync($"/api/users/{holder.Id}/roles", new { roleIds = new[] { roleId } })).Expect(201);
        var organizationId = mark[..12];
        await Server.InDatabaseAsync(async db =>
        {
            db.Organizations.Add(new Organization { TenantId = db.TenantId, Id = organizationId, Name = mark, CreatedAt = Server.Clock.GetUtcNow().UtcDateTime });
            db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = organizationId, UserId = member.Id });
            return await db.SaveChangesAsync();
        });
        Assert.Equal([member.Id, free.Id], await Api.FoundAsync($"search={mark}%25&excludeRoleId={roleId}"));
        Assert.Equal([holder.Id, free.Id], await Api.FoundAsync($"search={mark}%25&excludeOrganizationId={organizationId}"));
        Assert.Equal([member.Id, holder.Id, free.Id], await Api.FoundAsync($"search={mark}%25&excludeOrganizationId=&excludeRoleId=none"));
        (await Api.GetAnswerAsync($"/api/users?excludeRoleId={roleId}&excludeOrganizationId={organizationId}")).Expect(400, "request.invalid_input");
    }

    [Fact]
    public async Task No_search_makes_the_server_fail()
    {
        await Api.NewUserAsync(new { username = TestServer.Unique(), name = "Some Body 홍길동" });
        var text = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(any => any ?? ""),
            Gen.Elements("%", "_", "\\", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "a", "é", "홍", "😀", "\"", "'", "\\m", "\\y", "[[:alpha:]]", "[[.a.]]", "(?i)", "***=", "\\x", "\\u12", "a{1,3}", "\\1", "-", "[^]", "[a-\\d]", ",")
                .ListOf(6).Select(string.Concat));
        var pair = from key in Gen.Elements("search", "search.name", "search.primaryEmail", "search.id", "searchFields[]", "mode", "mode.name", "joint", "isCaseSensitive", "page", "page_size", "search.")
                   from value in Gen.OneOf(text, Gen.Elements("like", "exact", "posix", "similar_to", "true", "and", "name", "2"))
                   select $"{Q(key)}={Q(value.Replace("\ud800", "", StringComparison.Ordinal))}";
        var fixedMode = Gen.Elements("", "&mode=posix", "&mode=posix&isCaseSensitive=1", "&mode=similar_to&isCaseSensitive=1", "&mode=exact");
        var query = Gen.OneOf(
            pair.ListOf(3).Select(pairs => string.Join('&', pairs)),
            from one in text from mode in fixedMode select $"search.name={Q(one)}{mode}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(query.ToArbitrary(), asked =>
        {
            var answer = Get("/api/users?" + asked);
            return ((int)answer.Status < 500).Label($"{asked} → {(int)answer.Status} {answer.Text}");
        }));
    }

    /// <summary>Properties are checked on one thread.</summary>
    private Answer Get(string path) => Api.GetAnswerAsync(path).GetAwaiter().GetResult();
}
