using Gatehouse.Server.Cookies;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Components;

/// <summary>
/// A form of ours that came when nobody was signed in any more. A page keeps everything that was typed but passwords and secrets, which no
/// page may show: it links to a sign-in beside it, and its button sends the form again.
/// </summary>
internal sealed class KeptForm(Phrases phrases)
{
    private const string Texts = "page.";

    /// <summary>Parts of the names of fields that are not kept; <c>again</c> is a password for the second time.</summary>
    private static readonly string[] Secrets = ["password", "again", "secret", "token", "privatekey", "signingkey", "apikey"];

    /// <summary>Whether there is anything in the form that could be lost: not in one that is a button alone.</summary>
    public static bool IsNeeded(PostedForm form) => form.File is not null || form.Names.Any(name => name != FormToken.Field);

    /// <summary>403 with the form.</summary>
    /// <param name="frame">With the token of the surface's forms.</param>
    /// <param name="signedInPath">Of the surface's page that lets nobody in who is not signed in, and says by <see cref="ShowSignedInAsync"/> that they are.</param>
    public Task ShowAsync(HttpContext http, PageFrame frame, PostedForm form, string signedInPath)
    {
        var kept = form.Names.Where(name => name != FormToken.Field && !IsSecret(name)).SelectMany(name => form.All(name).Select(value => KeyValuePair.Create(name, value)));
        var hasLost = form.File is not null || form.Names.Any(name => name != FormToken.Field && IsSecret(name));
        var model = new KeptFormModel(
            http.Request.Path + http.Request.QueryString, [.. kept], signedInPath, Say(frame, "expired"), Say(frame, "expired_text"), hasLost ? Say(frame, "expired_lost") : null,
            Say(frame, "sign_in"), Say(frame, "send_again"));
        return PageWriter.WriteAsync<KeptFormView, KeptFormModel>(http, frame with { Languages = [] }, model.Title, model, StatusCodes.Status403Forbidden);
    }

    /// <summary>Where the new tab ends in which somebody signed in for a form that waits in another one.</summary>
    /// <param name="start">Of the surface, for those who came without a form.</param>
    public Task ShowSignedInAsync(HttpContext http, PageFrame frame, (string Url, string Label) start) =>
        new PageMessage(Say(frame, "signed_in"), Say(frame, "signed_in_text")) { Link = start }.WriteAsync(http, frame, StatusCodes.Status200OK);

    private string Say(PageFrame frame, string name) => phrases.Say(frame.Texts.Language, Texts + name);

    private static bool IsSecret(string name) => Array.Exists(Secrets, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Action">Where the form was sent.</param>
/// <param name="Fields">What it brought.</param>
/// <param name="Lost">That something was not kept; null when all was.</param>
internal sealed record KeptFormModel(
    string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, string SignedInPath, string Title, string Text, string? Lost, string SignIn, string SendAgain);
