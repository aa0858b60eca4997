using Gatehouse.Server.Connectors;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>Records of verifications whose own way (a message, a provider) is not what the test is about.</summary>
internal static class StateRows
{
    public static EmailCodeVerification EmailCode(string email, bool isVerified = true) =>
        new(Identifier.Long(), "SignIn", new SignInIdentifier("email", email), isVerified);

    public static PhoneCodeVerification PhoneCode(string phone, bool isVerified = true) =>
        new(Identifier.Long(), "SignIn", new SignInIdentifier("phone", phone), isVerified);

    /// <param name="context">A JSON object.</param>
    public static OneTimeTokenVerification Token(string email, string context = "{}") =>
        new(Identifier.Long(), new SignInIdentifier("email", email), JsonText.FromStored(context));

    public static SocialVerification Social(string connectorId, string? id, string? email = null, string? phone = null, string? name = null, string? avatar = null) =>
        new(Identifier.Long(), connectorId)
        {
            UserInfo = id is null ? null : new SocialUserInfo(id, email, phone, name, avatar, JsonText.FromStored("""{"sub":"raw"}""")),
            ProviderSession = JsonText.FromStored("""{"verifier":"canary-of-the-provider-session"}"""),
        };

    extension(Browser)
    {
        /// <summary>A browser in the middle of an interaction of the event.</summary>
        public static async Task<(Browser Browser, Interaction Interaction)> BegunAsync(TestServer server, string interactionEvent = "SignIn")
        {
            var browser = new Browser(server);
            var interaction = await browser.EnterInteractionAsync();
            (await browser.BeginAsync(interactionEvent)).Expect(204);
            return (browser, interaction);
        }
    }

    extension(TestServer server)
    {
        /// <summary>Puts the record into the interaction, as its verification would.</summary>
        /// <returns>Its id.</returns>
        public Task<string> PlaceAsync(Interaction interaction, VerificationRecord record) => server.InDatabaseAsync(async db =>
        {
            var row = await db.Interactions.SingleAsync(known => known.Id == interaction.Id);
            row.State = InteractionState.Of(row)!.With(record).ToStored();
            await db.SaveChangesAsync();
            return record.Id;
        }, interaction.TenantId);

        public async Task<LoginResult?> LoginAsync(Interaction interaction) => InteractionResult.Of(await server.InteractionAsync(interaction.Id))?.Login;

        /// <summary>A provider that is never asked.</summary>
        public async Task<string> NewProviderAsync(string target, bool syncProfile = false) =>
            (await server.Api.PostAnswerAsync("/api/connectors", new
            {
                connectorId = "oauth2", syncProfile, metadata = new { target, name = new { en = target } },
                config = new
                {
                    authorizationEndpoint = "https://sso.example/authorize", tokenEndpoint = "https://sso.example/token", userInfoEndpoint = "https://sso.example/me",
                    clientId = "our-id", clientSecret = "our-secret",
                },
            })).Expect(200).Id;
    }
}
