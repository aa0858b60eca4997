using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Cookies;

namespace Gatehouse.Server.AccountCenter.Contacts;

/// <summary>GET and POST /account/email and /account/phone: another address, to which a code is sent first, or none.</summary>
internal sealed class AddressPage(Contact contact) : IAccountPage
{
    public Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        return ShowAsync(visit, "", null);
    }

    public Task PostAsync(AccountVisit visit) => visit.Form["action"] is "remove" ? RemoveAsync(visit) : SendAsync(visit);

    private async Task RemoveAsync(AccountVisit visit)
    {
        var answer = await visit.Api.DeleteAsync(contact.ApiPath);
        if (answer.IsGood) visit.Done(AccountSignIn.StartPath, contact.Channel + "_removed");
        else await ShowAsync(visit, "", visit.ProblemOf(answer));
    }

    private async Task SendAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var value = contact.Typed(visit.Form["address"]);
        if (value.Length == 0)
        {
            await ShowAsync(visit, visit.Form["address"], new AccountProblem(visit.Say($"contact.{contact.Channel}_missing"), "address"));
            return;
        }

        var sent = await SendCode.ToAsync(visit, contact, value);
        if (sent.IsGood)
        {
            visit.Cookies.AccountStep.Write(visit.Http, visit.User.Id, new AccountStep(contact.Channel, sent.Read<BegunVerification>().VerificationRecordId, value));
            visit.GoTo(contact.CodePath);
            return;
        }

        var problem = sent.Problem.Code == "guard.invalid_input"
            ? new AccountProblem(visit.Say($"contact.{contact.Channel}_invalid"), "address", sent.Status) : visit.ProblemOf(sent, "address");
        await ShowAsync(visit, visit.Form["address"], problem);
    }

    private Task ShowAsync(AccountVisit visit, string typed, AccountProblem? problem)
    {
        var label = visit.Say("field." + contact.Channel);
        var current = contact.Of(visit.User);
        return visit.ShowAsync<FormView, FormModel>(label, new FormModel(
            label, current is null ? visit.Say($"contact.{contact.Channel}_text") : visit.Say("contact.current", ("value", current)), contact.Path, visit.Say("contact.send"), AccountSignIn.StartPath)
        {
            Inputs =
            [
                new FormInput("address", visit.Say($"contact.{contact.Channel}_new"), contact.Channel == "email" ? "email" : "tel", typed)
                {
                    Autocomplete = contact.Channel == "email" ? "email" : "tel", MaxLength = 128, Hint = contact.Channel == "email" ? null : visit.Say("contact.phone_hint"),
                },
            ],
            Choices = current is null ? [] : [new FormChoice("remove", visit.Say($"contact.{contact.Channel}_remove"), true)],
            Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>Sends a code by the API.</summary>
internal static class SendCode
{
    public static Task<Components.ApiAnswer> ToAsync(AccountVisit visit, Contact contact, string value) => visit.Api.PostAsync(
        "/api/verifications/verification-code", new JsonObject { ["identifier"] = new JsonObject { ["type"] = contact.Channel, ["value"] = value } });
}

/// <summary>What verifications answer (contract/account-api.md 11).</summary>
internal sealed record BegunVerification(string VerificationRecordId, DateTimeOffset? ExpiresAt);
