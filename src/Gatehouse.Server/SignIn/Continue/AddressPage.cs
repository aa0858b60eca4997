using Gatehouse.Server.SignIn.Codes;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>GET and POST /continue/email, /continue/phone and /continue/email-or-phone: the address that an account lacks. It gets a code.</summary>
internal sealed class AddressPage(PageVisits visits, SendToVisitor send)
{
    public const string EmailPath = "/continue/email";
    public const string PhonePath = "/continue/phone";
    public const string EitherPath = "/continue/email-or-phone";

    /// <param name="kind"><c>email</c> or <c>phone</c>.</param>
    public static string PathFor(string kind) => kind == "email" ? EmailPath : PhonePath;

    public async Task GetAsync(HttpContext http, string path)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, path, "", null);
    }

    public async Task PostAsync(HttpContext http, string path)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var (kinds, typed) = (KindsOf(path), visit.Form["identifier"]);
        var identifier = TypedIdentifier.Read(typed, kinds, visit.Frame.Texts.Language);
        var problem = identifier is null
            ? PageProblem.Of(visit.Frame.Say("error.general_required", ("types", IdentifierKinds.Label(visit.Frame, kinds))), "identifier")
            : IdentifierProblem.OfShape(visit.Frame, identifier);
        if (problem is null && await send.BeginAsync(visit, CodeWay.Continue, identifier!) is { } refused) problem = IdentifierProblem.Of(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, path, typed, problem);
    }

    private static string[] KindsOf(string path) => path switch { EmailPath => ["email"], PhonePath => ["phone"], _ => ["email", "phone"] };

    private static Task ShowAsync(PageVisit visit, string path, string typed, PageProblem? problem)
    {
        var title = visit.Frame.Say(path switch
        {
            EmailPath => "description.link_email", PhonePath => "description.link_phone", _ => "description.link_email_or_phone",
        });
        return visit.ShowAsync<MissingIdentifierView, MissingIdentifierModel>(
            title, new MissingIdentifierModel(path, KindsOf(path), title, visit.Frame.Say("description.continue_with_more_information"), typed, problem),
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
