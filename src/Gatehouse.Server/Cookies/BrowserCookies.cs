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

    /// <summary>Of the form on the page of an invitation, whose token is the holder.</summary>
    public FormToken InvitationForm => new(keys, "invitation");

    /// <summary>Of the forms on pages of an interaction, which is the holder.</summary>
    public FormToken Form => new(keys, "interaction");
}
