using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>What tests of the sign-in API do again and again.</summary>
internal static class ExperienceCalls
{
    public const string Password = "SecurePassword123!";

    /// <summary>Good for whoever chooses one.</summary>
    public const string FreshPassword = "plover-Quartz-71";

    /// <summary>Argon2id of <see cref="Password"/> with today's parameters: a user made with it costs no hash.</summary>
    public const string Digest = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$31cW+2cjKfIBg+kSPvrw/uP5nZJ+jlZhL6Vw9MxFExQ";

    extension(TestServer server)
    {
        /// <summary>A user whose password is <see cref="Password"/>.</summary>
        public async Task<(string Id, string Username)> NewSignerAsync()
        {
            var username = TestServer.Unique();
            var user = await server.Api.NewUserAsync(new { username, passwordDigest = Digest, passwordAlgorithm = "Argon2id" });
            return (user.Id, username);
        }

        /// <summary>Changes the sign-in experience of tenant default. For servers of a test's own.</summary>
        public async Task SetExperienceAsync(Action<Experience> change)
        {
            await server.InDatabaseAsync(async db =>
            {
                change(await db.SignInExperiences.SingleAsync());
                return await db.SaveChangesAsync();
            });
            server.Forget();
        }

        public Task<List<AuditRow>> StepsAsync(string interactionId) => server.InDatabaseAsync(async db =>
            (await db.Audit.AsNoTracking().Where(row => row.Key.StartsWith("Interaction.")).OrderBy(row => row.CreatedAt).ToListAsync())
            .Where(row => row.Payload.ToElement().TryGetProperty("interactionId", out var id) && id.GetString() == interactionId).ToList());
    }

    extension(Browser browser)
    {
        public Task<Answer> BeginAsync(string interactionEvent = "SignIn") => browser.PutAsync("/api/experience", new { interactionEvent });

        public Task<Answer> GivePasswordAsync(string value, string password = Password, string type = "username") =>
            browser.PostAsync("/api/experience/verification/password", new { identifier = new { type, value }, password });

        public Task<Answer> IdentifyAsync(string verificationId) => browser.PostAsync("/api/experience/identification", new { verificationId });

        /// <summary>From what was collected so far.</summary>
        public Task<Answer> IdentifyAsync() => browser.PostAsync("/api/experience/identification", "{}");

        public Task<Answer> TurnAsync(string interactionEvent) => browser.PutAsync("/api/experience/interaction-event", new { interactionEvent });

        public Task<Answer> ChooseIdentityAsync(string username, string password = FreshPassword) =>
            browser.PostAsync("/api/experience/verification/new-password-identity", new { identifier = new { type = "username", value = username }, password });

        public Task<Answer> AddAsync(string type, string value) => browser.PostAsync("/api/experience/profile", new { type, value });

        public Task<Answer> AddVerifiedAsync(string type, string verificationId) => browser.PostAsync("/api/experience/profile", new { type, verificationId });

        public Task<Answer> AddFormAsync(string values) => browser.PostAsync("/api/experience/profile", $$"""{"type":"extraProfile","values":{{values}}}""");

        public Task<Answer> SubmitAsync() => browser.PostAsync("/api/experience/submit");

        public async Task<Answer> StateAsync() => (await browser.GetAsync("/api/experience/interaction")).Expect(200);

        /// <summary>From the start to an identified user.</summary>
        public async Task IdentifyByPasswordAsync(string value, string type = "username", string password = Password)
        {
            (await browser.BeginAsync()).Expect(204);
            var verificationId = (await browser.GivePasswordAsync(value, password, type)).Expect(200)["verificationId"].GetString()!;
            (await browser.IdentifyAsync(verificationId)).Expect(204);
        }
    }
}
