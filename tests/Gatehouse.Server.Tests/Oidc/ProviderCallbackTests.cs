using System.Net;
using System.Text;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/experience-api.md 17: providers that answer with a form.</summary>
public sealed class ProviderCallbackTests : ServerTest
{
    [Theory]
    [InlineData("/callback/apple-1")]
    [InlineData("/account/callback/social/apple-1")]
    [InlineData("/callback/apple-1?code=old")]
    [InlineData("/callback/a%20b%2F..%2Fc")]
    public async Task The_fields_of_a_form_go_on_in_the_query(string path)
    {
        using var response = await PostAsync(path, "state=a+b&code=c%26d%3D%0D%0ASet-Cookie%3A+x&user=%7B%22name%22%3A%22%EA%B9%80%22%7D");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(
            path.Split('?')[0] + "?state=a+b&code=c%26d%3D%0D%0ASet-Cookie%3A+x&user=%7B%22name%22%3A%22%EA%B9%80%22%7D", response.Headers.Location!.OriginalString);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_empty_form_goes_on_without_a_query()
    {
        using var response = await PostAsync("/callback/x", "");
        Assert.Equal("/callback/x", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("code=a&code=b", "application/x-www-form-urlencoded")]
    [InlineData("code=%ff", "application/x-www-form-urlencoded")]
    [InlineData("""{"code":"a"}""", "application/json")]
    [InlineData("code=a", "text/plain")]
    public async Task A_body_that_is_no_flat_map_is_refused(string body, string type)
    {
        using var response = await PostAsync("/callback/x", body, type);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"code\":\"oidc.invalid_request\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_request_line_has_room_for_is_refused()
    {
        using var response = await PostAsync("/callback/x", "code=" + new string('a', 8000));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/x-www-form-urlencoded")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Server.Anonymous.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
