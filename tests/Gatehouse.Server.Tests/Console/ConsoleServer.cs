using Gatehouse.Server.Administrators;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Console;

/// <summary>A server with an owner, for tests of the console: they make administrators of their own.</summary>
public sealed class ConsoleServer : IAsyncLifetime
{
    public const string Owner = "first_owner";
    public const string OwnerPassword = "plover-Quartz-71";

    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(new Dictionary<string, string?>
    {
        [nameof(GatehouseOptions.BootstrapAdminUsername)] = Owner, [nameof(GatehouseOptions.BootstrapAdminPassword)] = OwnerPassword,
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What tests of the console do again and again.</summary>
internal static class ConsoleCalls
{
    /// <summary>A page that needs a session and says nothing else.</summary>
    public const string AnyPage = "/console/signed-in";

    extension(TestServer server)
    {
        public Browser NewConsoleBrowser() => new(server, isAtConsole: true);

        /// <summary>A user of tenant admin whose password is <see cref="ExperienceCalls.Password"/>.</summary>
        /// <param name="role">Null: without any role of administrators.</param>
        public Task<(string Id, string Username)> NewAdministratorAsync(AdministratorRole? role = AdministratorRole.Owner) => server.InDatabaseAsync(async db =>
        {
            var (now, username) = (server.Clock.GetUtcNow().UtcDateTime, TestServer.Unique());
            var user = User.Create("admin", Identifier.Short(), Identifier.Sequence(now), now);
            user.SetUsername(username, false);
            user.SetName("Name of " + username);
            user.SetPassword("Argon2id", ExperienceCalls.Digest, now);
            db.Users.Add(user);
            if (role is { } given)
            {
                var name = AdministratorRoles.NameOf(given);
                db.UserRoles.Add(new UserRole { TenantId = "admin", UserId = user.Id, RoleId = (await db.Roles.SingleAsync(each => each.Name == name)).Id });
            }

            await db.SaveChangesAsync();
            return (user.Id, username);
        }, "admin");

        /// <summary>A request of the server to itself in the name of an administrator, for tenant default.</summary>
        public async Task<OwnAnswer> ActAsync((string Id, string Username) administrator, AdministratorRole role, string method, string path, string? body = null, string tenant = "default") =>
            await server.Services.GetRequiredService<OwnApi>().SendAsync(new OwnRequest(method, path)
            {
                TenantId = tenant,
                Administrator = new ActingAdministrator(administrator.Id, administrator.Username, role.ToString()),
                Body = body is null ? null : System.Text.Encoding.UTF8.GetBytes(body),
                MediaType = body is null ? null : "application/json",
                Language = "en",
            }, new DefaultHttpContext());

        /// <summary>A browser in which the administrator is at the console.</summary>
        public async Task<Browser> AtConsoleAsync(string username)
        {
            var browser = server.NewConsoleBrowser();
            Assert.Equal("You are signed in", (await browser.EnterConsoleAsync(username)).Heading);
            return browser;
        }
    }

    extension(Browser browser)
    {
        /// <summary>Opens a page of the console and signs in on the way.</summary>
        public async Task<Page> EnterConsoleAsync(string username, string path = AnyPage, string password = ExperienceCalls.Password) =>
            await (await Page.OpenAsync(browser, path)).SignInAsync(username, password);

        /// <summary>The fields of a form that a page of ours made in this browser.</summary>
        public async Task<FormUrlEncodedContent> FormAsync(params (string Name, string Value)[] fields) => new(
        [
            KeyValuePair.Create(FormToken.Field, await browser.FormTokenAsync()), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);

        /// <summary>As a page of the console has it.</summary>
        public async Task<string> FormTokenAsync()
        {
            var keys = (await browser.Server.Services.GetRequiredService<Snapshots>().GetAsync("admin", TestContext.Current.CancellationToken)).Get<CookieKeys>();
            return new BrowserCookies(keys).ConsoleForm.Make(browser.Cookie("_console_browser") ?? "", browser.Server.Clock.GetUtcNow() + TimeSpan.FromDays(7));
        }

        /// <summary>Whether a page of the console opens without a sign-in.</summary>
        public async Task<bool> IsInAsync() => (await browser.GetAsync(AnyPage)).Status == System.Net.HttpStatusCode.OK;
    }
}
