using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.6.</summary>
public sealed class PaginationTests : ServerTest
{
    private async Task<string> MarkOfFiveAsync()
    {
        var mark = TestServer.Unique();
        for (var number = 1; number <= 5; number++) await Api.NewUserAsync(new { username = $"{mark}_{number}" });
        return mark;
    }

    [Fact]
    public async Task Pages_come_newest_first_with_total_and_links_in_order()
    {
        var mark = await MarkOfFiveAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/users?search={mark}%25&page=2&page_size=2");
        request.Headers.Authorization = Api.DefaultRequestHeaders.Authorization;
        request.Headers.Host = "shop.example:8443";
        using var response = await Server.Anonymous.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        Assert.Equal([mark + "_3", mark + "_2"], answer.Json.EnumerateArray().Select(user => user.GetProperty("username").GetString()));
        Assert.Equal("5", answer.Header("Total-Number"));
        string Link(int page, string rel) => $"<http://shop.example:8443/users?search={mark}%25&page={page}&page_size=2>; rel=\"{rel}\"";
        Assert.Equal([Link(1, "first"), Link(1, "prev"), Link(3, "last"), Link(3, "next")], answer.Headers["Link"]);
    }

    [Fact]
    public async Task The_query_is_repeated_as_a_form_with_the_page_at_its_end()
    {
        var answer = (await Api.GetAnswerAsync("/api/users?search=a%20b~%27홍*&other=1&other=2")).Expect(200);
        Assert.Contains("/users?search=a+b%7E%27%ED%99%8D*&other=1%2C2&page=1>; rel=\"first\"", answer.Headers["Link"][0], StringComparison.Ordinal);
        Assert.Equal(2, answer.Headers["Link"].Length);
    }

    [Fact]
    public async Task Links_repeat_the_path_without_api_as_it_was_sent()
    {
        var user = await Api.NewUserAsync();
        var answer = (await Api.GetAnswerAsync($"/api/USERS/{user.Id}/roles/")).Expect(200);
        Assert.Contains($"/USERS/{user.Id}/roles/?page=1>", answer.Headers["Link"][0], StringComparison.Ordinal);
        Assert.DoesNotContain("/api", answer.Header("Link"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_right_for_a_target_in_absolute_form()
    {
        var token = Api.DefaultRequestHeaders.Authorization!.Parameter;
        var answer = await RawHttp.SendAsync(Server.Address, "GET", "http://gatehouse.test/api/users?page_size=1", token);
        Assert.Contains("Link: <http://gatehouse.test/users?page_size=1&page=1>; rel=\"first\"", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_end_is_an_empty_page_with_the_page_before_and_the_true_last()
    {
        var mark = await MarkOfFiveAsync();
        var answer = (await Api.GetAnswerAsync($"/api/users?search={mark}%25&page=9&page_size=2")).Expect(200);
        Assert.Equal("[]", answer.Text);
        Assert.Equal("5", answer.Header("Total-Number"));
        Assert.Equal(["first", "prev", "last"], answer.Headers["Link"].Select(link => link.Split('"')[1]));
        Assert.Contains("page=8&", answer.Headers["Link"][1], StringComparison.Ordinal);
        Assert.Contains("page=3&", answer.Headers["Link"][2], StringComparison.Ordinal);
        (await Api.GetAnswerAsync("/api/users?page=2147483647&page_size=100")).Expect(200);
    }

    [Fact]
    public async Task Nothing_found_is_one_page()
    {
        var answer = (await Api.GetAnswerAsync($"/api/users?search={TestServer.Unique()}")).Expect(200);
        Assert.Equal(("[]", "0"), (answer.Text, answer.Header("Total-Number")));
        Assert.Equal(["first", "last"], answer.Headers["Link"].Select(link => link.Split('"')[1]));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page=x")]
    [InlineData("page=1.5")]
    [InlineData("page=99999999999")]
    [InlineData("page=1&page=2")]
    [InlineData("page_size=0")]
    [InlineData("page_size=101")]
    [InlineData("page_size=%00")]
    [InlineData("page_size=ten&search=")]
    public async Task A_bad_page_is_refused_before_the_rest_of_the_query_is_looked_at(string query)
    {
        var answer = (await Api.GetAnswerAsync($"/api/users?{query}&includePasswordHash=1&includePasswordHash=1")).Expect(400, "guard.invalid_pagination");
        Assert.Equal(["code", "message"], answer.Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("page=&page_size=")]
    [InlineData("page=1&page_size=100")]
    public async Task Empty_values_count_as_absent_and_a_hundred_is_the_most(string query) => (await Api.GetAnswerAsync("/api/users?" + query)).Expect(200);
}
