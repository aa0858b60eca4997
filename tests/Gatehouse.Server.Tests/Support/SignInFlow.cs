using System.Web;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;

namespace Gatehouse.Server.Tests.Support;

/// <summary>The way from an authorization request to its answer, as a browser and the pages of the sign-in take it.</summary>
internal static class SignInFlow
{
    public const string Callback = "https://app.test/callback";
    public const string Verifier = "0123456789-0123456789-0123456789-0123456789-verifier";

    extension(TestServer server)
    {
        /// <summary>An application with one redirect URI.</summary>
        public Task<string> NewAppAsync(ApplicationType type = ApplicationType.SPA, string custom = "{}", string redirectUri = Callback, string moreOidc = "", params (string, string, DateTime?)[] secrets) =>
            server.AddClientAsync(type, custom, $$"""{"redirectUris":["{{redirectUri}}"],"postLogoutRedirectUris":["https://app.test/bye"]{{moreOidc}}}""", secrets);

        public Browser NewBrowser() => new(server);
    }

    /// <summary>The URL of an authorization request with the parameters that most tests want; a value of null takes one away.</summary>
    public static string AuthUrl(string clientId, params (string Name, string? Value)[] parameters)
    {
        var all = new List<(string Name, string? Value)>
        {
            ("client_id", clientId), ("redirect_uri", Callback), ("response_type", "code"), ("scope", "openid profile"), ("state", "the-state"),
            ("code_challenge", CodeChallenge.Of(Verifier)), ("code_challenge_method", "S256"),
        };
        all.RemoveAll(pair => parameters.Any(given => given.Name == pair.Name));
        return "/oidc/auth?" + OidcCalls.Form([.. all.Concat(parameters).Where(pair => pair.Value is not null).Select(pair => (pair.Name, pair.Value!))]);
    }

    /// <summary>The parameters at the end of a redirect.</summary>
    public static Dictionary<string, string> Query(string location)
    {
        var parsed = HttpUtility.ParseQueryString(location.Contains('?', StringComparison.Ordinal) ? location[(location.IndexOf('?', StringComparison.Ordinal) + 1)..] : "");
        return parsed.AllKeys.OfType<string>().ToDictionary(key => key, key => parsed[key]!);
    }

    extension(Browser browser)
    {
        /// <summary>Follows redirects below the server until one leads elsewhere or an answer is none.</summary>
        public async Task<Answer> FollowAsync(Answer answer)
        {
            for (var step = 0; step < 10; step++)
            {
                if (answer.Header("Location") is not { } location) return answer;
                if (!location.StartsWith('/') && !location.StartsWith(TestServer.Endpoint, StringComparison.Ordinal)) return answer;
                if (location.StartsWith("/sign-in", StringComparison.Ordinal)) return answer;
                answer = await browser.GetAsync(location);
            }

            throw new InvalidOperationException("Redirects without end");
        }

        /// <summary>Opens the URL, signs in on the page that it leads to, and goes on to the end.</summary>
        /// <returns>The last answer: a redirect to the application, unless something refused.</returns>
        public async Task<Answer> SignInAsync(string authUrl, string username)
        {
            var page = (await browser.GetAsync(authUrl)).Expect(303);
            Assert.StartsWith("/sign-in?", page.Header("Location"), StringComparison.Ordinal);
            await browser.IdentifyByPasswordAsync(username);
            var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
            return await browser.FollowAsync(await browser.GetAsync(redirectTo));
        }

        /// <summary>As above, to the code.</summary>
        public async Task<string> CodeAsync(string authUrl, string username)
        {
            var answer = (await browser.SignInAsync(authUrl, username)).Expect(303);
            var query = Query(answer.Header("Location")!);
            Assert.True(query.ContainsKey("code"), answer.Header("Location"));
            return query["code"];
        }
    }
}
