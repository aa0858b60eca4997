using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;

namespace Gatehouse.Server.Grants;

/// <summary>What happens to grants and sessions, as webhooks learn of it.</summary>
internal static class GrantEvents
{
    /// <summary>Contract/management-webhooks.md 6.4.</summary>
    /// <param name="live">How many there were, the new one counted.</param>
    public static ChangeEvent LimitExceeded(RegisteredApplication application, string userId, int limit, int live, IReadOnlyList<Grant> revoked) =>
        new("Grant.LimitExceeded", userId, null)
        {
            IsByTheWay = true,
            Extras =
            [
                .. BuiltInApplications.Ids.Contains(application.Id) ? [] : (KeyValuePair<string, JsonText>[])[new("application", ApplicationBrief.Of(application))],
                new("userId", Text(userId)),
                new("applicationId", Text(application.Id)),
                new("revokedGrantIds", JsonText.Strings(revoked.Select(grant => grant.Id))),
                new("maxAllowedGrants", Number(limit)),
                new("preRevocationActiveGrantCount", Number(live)),
            ],
        };

    /// <summary>Ours (docs/webhooks.md).</summary>
    public static ChangeEvent SessionEnded(Session session) => new("Session.Ended", session.UserId, JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteString("userId", session.UserId);
        json.WriteEndObject();
    }));

    private static JsonText Text(string value) => JsonText.Write(json => json.WriteStringValue(value));

    private static JsonText Number(int value) => JsonText.Write(json => json.WriteNumberValue(value));
}
