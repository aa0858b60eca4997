using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/security/passkeys: a new passkey, which the script of the pages has this device make.</summary>
internal sealed class PasskeyPage : IAccountPage
{
    public const string Path = "/account/security/passkeys";

    public Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        return ShowAsync(visit, null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var recordId = visit.Form["verification"];
        if (Read(visit.Form["credential"]) is not { } credential || recordId.Length == 0)
        {
            await ShowAsync(visit, new AccountProblem(visit.Frame.Page.Say("passkey_sign_in.not_confirmed")));
            return;
        }

        var verified = await visit.Api.PostAsync("/api/verifications/web-authn/registration/verify", new JsonObject { ["verificationRecordId"] = recordId, ["payload"] = credential });
        var bound = verified.IsGood
            ? await visit.Api.PostAsync("/api/my-account/mfa-verifications", new JsonObject { ["type"] = MfaFactor.WebAuthn, ["newIdentifierVerificationRecordId"] = recordId }) : verified;
        if (bound.IsGood) visit.Done(SecurityPage.Path, "passkey");
        else await ShowAsync(visit, visit.ProblemOf(bound));
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task ShowAsync(AccountVisit visit, AccountProblem? problem) => visit.ShowAsync<PasskeyView, PasskeyModel>(
        visit.Say("passkeys.add"), new PasskeyModel(problem), problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record PasskeyModel(AccountProblem? Problem);
