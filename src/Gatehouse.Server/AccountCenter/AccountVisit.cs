using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.AccountCenter;

/// <summary>One request for a page of the account centre, by a user who is signed in. Made by <see cref="AccountVisits"/>.</summary>
/// <param name="Form">Empty but for a form that was posted, which is known to come from a page of ours in this browser.</param>
internal sealed record AccountVisit(HttpContext Http, AccountFrame Frame, OwnAccount Api, PostedForm Form, Snapshot Snapshot, BrowserCookies Cookies)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public AccountHolder User => Frame.User;

    /// <summary>A value of the route: <c>{factorId}</c>.</summary>
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values) => Frame.Say(name, values);

    /// <param name="title">In the browser's title bar.</param>
    public Task ShowAsync<TView, TModel>(string title, TModel model, int status = StatusCodes.Status200OK) where TView : IComponent =>
        AccountWriter.WriteAsync<TView, TModel>(Http, Frame, title, model, status);

    /// <summary>To another page (RFC 9110 section 15.4.4: 303).</summary>
    public void GoTo(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = path;
    }

    /// <summary>To another page, which tells once what was done.</summary>
    /// <param name="name">Of the sentence <c>done.NAME</c>.</param>
    public void Done(string path, string name, string value = "")
    {
        AccountFrame.NoticeCookie.Write(Http, name, value);
        GoTo(path);
    }

    /// <summary>Before a page asks for what only works with a proof: else people would type in vain.</summary>
    /// <exception cref="ProofNeededException">The user has to show who they are.</exception>
    public void NeedProof()
    {
        if (Api.Proof is null) throw new ProofNeededException();
    }

    /// <summary>A refusal in words.</summary>
    /// <param name="field">Beside which it is told; null: above the form.</param>
    public AccountProblem ProblemOf(ApiAnswer answer, string? field = null)
    {
        var problem = answer.Problem;
        if (problem.Code != "password.rejected") return new AccountProblem(problem.Message, field, problem.Status);
        using var body = System.Text.Json.JsonDocument.Parse(answer.Body);
        var refused = new Refusal(problem.Code, problem.Status) { Data = JsonText.From(body.RootElement.GetProperty("data")) };
        return new AccountProblem(PasswordWords.Issues(Frame.Page, refused), field, problem.Status);
    }
}

/// <summary>What is wrong with a form.</summary>
/// <param name="Field">Beside which it is told; null: above the form.</param>
internal sealed record AccountProblem(string Sentence, string? Field = null, int Status = StatusCodes.Status422UnprocessableEntity)
{
    public string? At(string field) => Field == field ? Sentence : null;
}
