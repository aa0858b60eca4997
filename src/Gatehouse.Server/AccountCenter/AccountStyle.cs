using Gatehouse.Server.Components;

namespace Gatehouse.Server.AccountCenter;

/// <summary>What the account centre adds to the stylesheet of the hosted pages; it stands inside the page as that does.</summary>
internal static class AccountStyle
{
    public static string Text { get; } = new VersionedAsset("/account/assets", "account.css", "text/css").Text;
}
