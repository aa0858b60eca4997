using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationInvitations;

/// <summary>What a caller puts into the e-mail of an invitation: some members with a meaning, and variables of any name (contract/management-organizations.md 6).</summary>
internal static class InvitationMessageFields
{
    private static readonly OpenObjectSchema Payload = new(
        Schemas.Text.Optional("code"), Schemas.Text.Optional("link"), Schemas.Text.Optional("locale"), Schemas.Text.Optional("uiLocales"));

    /// <summary>Beside the other members of an invitation.</summary>
    public static Field<JsonText?> Member { get; } = new FalseOrSchema<JsonText>(Payload).Optional("messagePayload");

    /// <summary>As a body of its own.</summary>
    public static WholeSchema<JsonText> Body { get; } = new(Payload);
}
