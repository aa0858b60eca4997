using Gatehouse.Server.Keys;

namespace Gatehouse.Server.Cookies;

/// <summary>The provider's cookies, read and written with a tenant's keys.</summary>
internal sealed class BrowserCookies(CookieKeys keys)
{
    public SignedCookies Signed { get; } = new(keys);

    public SessionCookie Session => new(Signed);

    public InteractionCookies Interaction => new(Signed);

    public HintCookie Hint => new(Signed);
}
