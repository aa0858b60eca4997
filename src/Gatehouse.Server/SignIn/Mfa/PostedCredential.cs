using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>What the script of a page posted of an authenticator's answer. Whether it is a good one is for the operation that takes it.</summary>
/// <param name="VerificationId">Null: the answer belongs to no record yet.</param>
/// <param name="Credential">A JSON object.</param>
internal sealed record PostedCredential(string? VerificationId, JsonText Credential)
{
    /// <summary>Null: nothing was posted, for example without a script.</summary>
    public static PostedCredential? Of(PostedForm form)
    {
        try
        {
            using var parsed = JsonDocument.Parse(form["credential"]);
            return parsed.RootElement.ValueKind != JsonValueKind.Object
                ? null : new PostedCredential(form["verification"] is { Length: > 0 } id ? id : null, JsonText.From(parsed.RootElement));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
