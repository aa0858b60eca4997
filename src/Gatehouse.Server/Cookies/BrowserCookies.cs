using Gatehouse.Server.Keys;

namespace Gatehouse.Server.Cookies;

/// <summary>The provider's cookies, read and written with a tenant's keys.</summary>
internal sealed class BrowserCookies(CookieKeys keys)
{
    public SignedCookies Signed { get; } = new(keys);

    public SessionCookie Session => new(Signed);

    public InteractionCookies Interaction => new(Signed);

    public HintCookie Hint => new(Signed);

    public LanguageCookie Language => new(Signed);

    public StepCookie Step => new(Signed);

    public InvitationCookie Invitation => new(Signed);

    public BrowserIdCookie ConsoleBrowser => new(Signed, "_console_browser");

    public BrowserIdCookie AccountBrowser => new(Signed, "_account_browser");

    public AccountTokenCookie AccountToken => new(Signed);

    public AccountProofCookie AccountProof => new(Signed);

    public AccountStepCookie AccountStep => new(Signed);

    public ConsoleSessionCookie ConsoleSession => new(Signed);

    public SetUpCookie SetUp => new(Signed);

    /// <summary>Of the forms of the console; the browser is the holder, so that a form outlives the session that it was opened in.</summary>
    public FormToken ConsoleForm => new(keys, "console");

    /// <summary>Of the forms of the account centre; the browser is the holder.</summary>
    public FormToken AccountForm => new(keys, "account");

    /// <summary>Of the form that makes the first owner; the link's token is the holder.</summary>
    public FormToken SetUpForm => new(keys, "set-up");

    /// <summary>Of the form on the page of an invitation, whose token is the holder.</summary>
    public FormToken InvitationForm => new(keys, "invitation");

    /// <summary>Of the forms on pages of an interaction, which is the holder.</summary>
    public FormToken Form => new(keys, "interaction");
}
