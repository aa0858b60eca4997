using System.Text.Json;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>The site of a request, for every operation with passkeys, of the APIs as of the pages.</summary>
internal sealed class PasskeySites(GatehouseDb db, Snapshots snapshots)
{
    /// <inheritdoc cref="PasskeySite.Of"/>
    public async Task<PasskeySite> OfAsync(string host, string? origin, CancellationToken ct)
    {
        var related = (await snapshots.GetAsync(db.TenantId, ct)).Get<PublishedExperience>().AccountCenter.WebauthnRelatedOrigins.ToElement();
        return PasskeySite.Of(host, string.IsNullOrEmpty(origin) ? null : origin, [.. related.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)]);
    }
}

/// <summary>Options to hand to the browser, and the record that waits for its answer.</summary>
/// <param name="VerificationId">Null: the answer belongs to no record yet.</param>
/// <param name="Options">See <see cref="PasskeyOptions"/>.</param>
internal sealed record PasskeyQuestion(string? VerificationId, Platform.Json.JsonText Options);
