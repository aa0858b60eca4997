using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Support;

/// <summary>Interactions for tests that don't need the authorization endpoint: rows, and the server's own cookies for them.</summary>
internal static class InteractionRows
{
    extension(Browser browser)
    {
        /// <summary>Puts the browser into a new interaction, as an authorization request would.</summary>
        public async Task<Interaction> EnterInteractionAsync(
            string applicationId = "demo-app", string? sessionId = null, string? userId = null, string prompt = Interaction.Login, string? deviceDigest = null, string tenantId = "default")
        {
            var server = browser.Server;
            var now = server.Clock.GetUtcNow().UtcDateTime;
            var interaction = new Interaction
            {
                TenantId = tenantId, Id = Identifier.Long(), ApplicationId = applicationId, Params = JsonText.EmptyObject, Prompt = prompt,
                Reasons = JsonText.EmptyArray, Details = JsonText.EmptyObject, SessionId = sessionId, UserId = userId, DeviceDigest = deviceDigest,
                CreatedAt = now, ExpiresAt = now + Interaction.Lifetime,
            };
            await server.InDatabaseAsync(db =>
            {
                db.Interactions.Add(interaction);
                return db.SaveChangesAsync();
            }, tenantId);
            await browser.KeepCookiesOfAsync(interaction);
            return interaction;
        }

        /// <summary>As the server sets them, besides those of other applications that the browser has.</summary>
        public async Task KeepCookiesOfAsync(Interaction interaction)
        {
            var snapshot = await browser.Server.Services.GetRequiredService<Snapshots>().GetAsync(interaction.TenantId, TestContext.Current.CancellationToken);
            var http = new DefaultHttpContext();
            if (browser.CookieHeader("/") is { Length: > 0 } cookies) http.Request.Headers.Cookie = cookies;
            new InteractionCookies(new SignedCookies(snapshot.Get<CookieKeys>())).Write(http, interaction);
            browser.Keep(http.Response.Headers.SetCookie);
        }
    }

    extension(TestServer server)
    {
        public Task<Interaction> InteractionAsync(string id) =>
            server.InDatabaseAsync(db => db.Interactions.AsNoTracking().SingleAsync(row => row.Id == id));
    }
}
