using System.Text.Json;
using Gatehouse.Server.Components;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>What the script of a page posted of an authenticator's answer. Whether it is a good one is for the operation that takes it.</summary>
/// <param name="VerificationId">Null: the answer belongs to no record yet.</param>
internal sealed record PostedCredential(string? VerificationId, JsonText Credential)
{
    /// <param name="shape">Of <see cref="PasskeyShapes"/>, as for the sign-in API.</param>
    /// <returns>Null: nothing was posted, for example without a script, or nothing that an authenticator answers.</returns>
    public static PostedCredential? Of(PostedForm form, Schema<JsonText> shape)
    {
        try
        {
            using var parsed = JsonDocument.Parse(form["credential"]);
            return shape.TryRead(parsed.RootElement, new Reading(), out var credential)
                ? new PostedCredential(form["verification"] is { Length: > 0 } id ? id : null, credential) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Where it was posted from.</summary>
    public static Task<PasskeySite> SiteOfAsync(PasskeySites sites, PageVisit visit) =>
        sites.OfAsync(visit.Http.Request.Headers.Host.ToString(), visit.Http.Request.Headers.Origin.ToString(), visit.Aborted);
}
