using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.SignIn.Mfa;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>
/// GET and POST /continue/email, /continue/phone and /continue/email-or-phone: the address that an account lacks. It gets a code.
/// /mfa-binding/email and /mfa-binding/phone: the same for one that becomes a second factor (contract/experience-api.md 8.3).
/// </summary>
internal sealed class AddressPage(PageVisits visits, SendToVisitor send)
{
    public const string EmailPath = "/continue/email";
    public const string PhonePath = "/continue/phone";
    public const string EitherPath = "/continue/email-or-phone";

    private static readonly string FactorEmailPath = MfaPaths.ToBind(MfaFactor.Email);
    private static readonly string FactorPhonePath = MfaPaths.ToBind(MfaFactor.Phone);

    public static IReadOnlyList<string> Paths { get; } = [EmailPath, PhonePath, EitherPath, FactorEmailPath, FactorPhonePath];

    /// <summary>Where an address is told, and changed.</summary>
    /// <param name="kind"><c>email</c> or <c>phone</c>.</param>
    public static string StartOf(CodeWay way, string kind) =>
        way == CodeWay.Continue ? kind == "email" ? EmailPath : PhonePath
        : way == CodeWay.BindMfa ? kind == "email" ? FactorEmailPath : FactorPhonePath
        : way.Start;

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
        if (problem is null && await send.BeginAsync(visit, IsFactor(path) ? CodeWay.BindMfa : CodeWay.Continue, identifier!) is { } refused) problem = IdentifierProblem.Of(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, path, typed, problem);
    }

    private static bool IsFactor(string path) => path == FactorEmailPath || path == FactorPhonePath;

    private static string[] KindsOf(string path) =>
        path == EmailPath || path == FactorEmailPath ? ["email"] : path == PhonePath || path == FactorPhonePath ? ["phone"] : ["email", "phone"];

    private static Task ShowAsync(PageVisit visit, string path, string typed, PageProblem? problem)
    {
        var kinds = KindsOf(path);
        var title = visit.Frame.Say(kinds switch { ["email"] => "description.link_email", ["phone"] => "description.link_phone", _ => "description.link_email_or_phone" });
        var text = visit.Frame.Say(!IsFactor(path) ? "description.continue_with_more_information" : kinds is ["email"] ? "mfa.link_email_description" : "mfa.link_phone_description");
        return visit.ShowAsync<MissingIdentifierView, MissingIdentifierModel>(
            title, new MissingIdentifierModel(path, kinds, title, text, typed, problem),
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
