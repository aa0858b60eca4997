using System.Globalization;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter;

/// <summary>What stands around every page of the account centre and what all its parts may ask for. It reaches them as a cascading value.</summary>
/// <param name="Page">Looks, language and form token: what the parts of all hosted pages ask for.</param>
/// <param name="Path">Of this page.</param>
internal sealed record AccountFrame(PageFrame Page, PageTexts Texts, AccountHolder User, AccountFields Fields, AccountEnd End, string Path)
{
    /// <summary>The prefix of the account centre's sentences in the files of texts.</summary>
    public const string TextPrefix = "account.";

    public static NoticeCookie NoticeCookie { get; } = new("account_notice", "/account");

    /// <summary>What was done on the page before; null for nothing.</summary>
    public string? Notice { get; init; }

    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values) => Texts.Say(name, values);

    /// <summary>A time as people read it, in UTC.</summary>
    public static string TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="TimeOf(long)"/>
    public static string DayOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
