using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Cookies;

/// <summary>Something that the account centre began and that waits for an answer.</summary>
/// <param name="Kind">Which of its pages began it.</param>
/// <param name="RecordId">The verification record that waits.</param>
/// <param name="Value">The address that a code went to, the state that a provider was given.</param>
internal sealed record AccountStep(string Kind, string RecordId, string Value);

/// <summary>
/// What the account centre waits for in this browser (<c>_account_step</c>, until the browser closes). Nothing is decided by it: the API
/// looks for itself. It outlives a session that has expired, so it says whose it is: nobody else sees the address.
/// </summary>
internal sealed class AccountStepCookie(SignedCookies cookies)
{
    private const string Name = "_account_step";

    /// <summary>Null: nothing of that kind and user.</summary>
    public AccountStep? Read(HttpRequest request, string userId, string kind)
    {
        if (cookies.Read(request, Name) is not { } raw) return null;
        try
        {
            using var document = JsonDocument.Parse(Uri.UnescapeDataString(raw));
            return document.RootElement.EnumerateArray().Select(item => item.GetString()!).ToList() is [var owner, var of, var recordId, var value] && owner == userId && of == kind
                ? new AccountStep(of, recordId, value) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, string userId, AccountStep step) =>
        cookies.Write(http, Name, Uri.EscapeDataString(JsonText.Strings(userId, step.Kind, step.RecordId, step.Value).Text), "/", expires: null);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, "/");
}
