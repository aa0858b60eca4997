using Gatehouse.Server.Credentials;

namespace Gatehouse.BrowserTests.Support;

/// <summary>What people have at hand to show that it is them.</summary>
internal static class Authenticators
{
    extension(IPage page)
    {
        /// <summary>Gives the browser a device that keeps passkeys and unlocks by itself (WebDriver's virtual authenticator).</summary>
        public async Task AddPasskeyDeviceAsync()
        {
            var devtools = await page.Context.NewCDPSessionAsync(page);
            await devtools.SendAsync("WebAuthn.enable");
            await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
        }
    }

    /// <summary>What an authenticator app shows now.</summary>
    /// <param name="secret">As the page writes it, in groups.</param>
    public static string CodeOf(string secret) =>
        TotpCode.At(TotpSecret.Decode(secret.Replace(" ", "", StringComparison.Ordinal)), TotpCode.StepAt(TimeProvider.System.GetUtcNow()));
}
