using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Second factors as refusals name them, with just enough of an address to know it again (contract/experience-api.md 8.2).</summary>
internal static class FactorList
{
    private const string Hidden = "****";
    private const int ShownOfAddress = 4;

    /// <summary><c>{ availableFactors, maskedIdentifiers }</c>.</summary>
    public static JsonText Of(IReadOnlyList<string> factors, User user) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteTo(json, factors, factors, user);
        json.WriteEndObject();
    });

    /// <summary>The two members.</summary>
    /// <param name="shown">The factors whose addresses are told.</param>
    public static void WriteTo(Utf8JsonWriter json, IReadOnlyList<string> factors, IReadOnlyList<string> shown, User user)
    {
        json.WritePropertyName("availableFactors");
        JsonText.Strings(factors).WriteTo(json);
        json.WriteStartObject("maskedIdentifiers");
        if (shown.Contains(MfaFactor.Email) && user.PrimaryEmail is { } email) json.WriteString(MfaFactor.Email, MaskEmail(email));
        if (shown.Contains(MfaFactor.Phone) && user.PrimaryPhone is { } phone) json.WriteString(MfaFactor.Phone, MaskPhone(phone));
        json.WriteEndObject();
    }

    public static string MaskEmail(string email)
    {
        var at = email.LastIndexOf('@');
        return at < 0 ? Hidden : (at > ShownOfAddress ? email[..ShownOfAddress] : "") + Hidden + email[at..];
    }

    public static string MaskPhone(string phone) => Hidden + (phone.Length > ShownOfAddress ? phone[^ShownOfAddress..] : "");
}
