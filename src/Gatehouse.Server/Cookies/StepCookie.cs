using System.Text.Json;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// What somebody told on one page that the next one shows again (<c>_step</c>, until the browser closes): the identifier. It belongs to one
/// interaction and means nothing in another. Nothing is decided by it: each step's operation looks for itself.
/// </summary>
internal sealed class StepCookie(SignedCookies cookies)
{
    private const string Name = "_step";
    private const int Longest = 256;

    public SignInIdentifier? Read(HttpRequest request, string interactionId)
    {
        if (cookies.Read(request, Name) is not { } raw) return null;
        try
        {
            using var document = JsonDocument.Parse(Uri.UnescapeDataString(raw));
            return document.RootElement.EnumerateArray().Select(item => item.GetString()!).ToList() is [var id, var type, var value] && id == interactionId
                ? new SignInIdentifier(type, value) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, string interactionId, SignInIdentifier identifier)
    {
        var value = identifier.Value.Length > Longest ? identifier.Value[..Longest] : identifier.Value;
        cookies.Write(http, Name, Uri.EscapeDataString(JsonText.Strings(interactionId, identifier.Type, value).Text), "/", expires: null);
    }
}
