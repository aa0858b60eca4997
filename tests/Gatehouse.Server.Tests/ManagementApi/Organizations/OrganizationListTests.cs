using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 1: the list, its quick filter and the featured users.</summary>
public sealed class OrganizationListTests : ServerTest
{
    [Fact]
    public async Task The_list_is_always_paged_and_comes_in_the_order_of_creation()
    {
        var mark = TestServer.Unique("Org");
        var made = new List<string>();
        for (var number = 0; number < 5; number++) made.Add(await Api.NewOrganizationAsync($"{mark} {number}"));
        var page = (await Api.GetAnswerAsync($"/api/organizations?q={mark}&page=2&page_size=2")).Expect(200);
        Assert.Equal(made[2..4], page.Json.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal("5", page.Header("Total-Number"));
        Assert.Equal("[]", (await Api.GetAnswerAsync($"/api/organizations?q={mark}&page=4&page_size=2")).Expect(200).Text);
        Assert.NotNull((await Api.GetAnswerAsync("/api/organizations")).Expect(200).Header("Total-Number"));
        (await Api.GetAnswerAsync("/api/organizations?page=0")).Expect(400, "guard.invalid_pagination");
    }

    [Fact]
    public async Task The_filter_finds_a_part_of_id_or_name_in_any_case_and_takes_wildcards_for_letters()
    {
        var mark = TestServer.Unique("Ärger");
        var odd = await Api.NewOrganizationAsync($"{mark}_100% 회사");
        var plain = await Api.NewOrganizationAsync($"{mark}x100x 회사");
        async Task<string[]> FindAsync(string q) => await Api.ListedAsync("/api/organizations?page_size=100&q=" + Uri.EscapeDataString(q));
        Assert.Equal([odd, plain], await FindAsync(mark.ToUpperInvariant()));
        Assert.Equal([odd], await FindAsync($"{mark}_100%"));
        Assert.Equal([plain], await FindAsync($"{mark[3..]}X100X 회"));
        Assert.Equal([odd], await FindAsync(odd[2..10]));
        Assert.Empty(await FindAsync(mark + "%회사"));
        Assert.True((await FindAsync("")).Length >= 2);
        (await Api.GetAnswerAsync("/api/organizations?q=a&q=b")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Featured_users_are_three_at_most_beside_the_number_of_all()
    {
        var mark = TestServer.Unique("org");
        var (full, empty) = (await Api.NewOrganizationAsync(mark), await Api.NewOrganizationAsync(mark));
        var users = new List<string>();
        for (var number = 0; number < 4; number++) users.Add((await Api.NewUserAsync(new { name = "Ann " + number, avatar = "https://a.test/1" })).Id);
        (await Api.PostAnswerAsync($"/api/organizations/{full}/users", new { userIds = users })).Expect(201);

        var list = (await Api.GetAnswerAsync($"/api/organizations?showFeatured=1&q={mark}")).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal([full, empty], list.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal([4, 0], list.Select(item => item.GetProperty("usersCount").GetInt32()));
        var featured = list[0].GetProperty("featuredUsers").EnumerateArray().ToList();
        Assert.Equal(3, featured.Count);
        Assert.All(featured, user => Assert.Contains(user.GetProperty("id").GetString()!, users));
        Assert.StartsWith($$"""{"id":"{{featured[0].GetProperty("id").GetString()}}","avatar":"https://a.test/1","name":"Ann """, featured[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, list[1].GetProperty("featuredUsers").GetArrayLength());
        foreach (var no in (string[])["", "&showFeatured=0", "&showFeatured=other"])
            Assert.False((await Api.GetAnswerAsync($"/api/organizations?q={mark}{no}")).Expect(200).Json[0].TryGetProperty("usersCount", out _));
    }
}
