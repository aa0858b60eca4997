using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Organizations;

/// <summary>Sends the e-mail of an invitation (contract/management-organizations.md 6).</summary>
internal sealed class SendInvitation
{
    /// <param name="payload">What the caller puts into the message beside the organization and the inviter.</param>
    public Task<Checked<Done>> ExecuteAsync(OrganizationInvitation invitation, JsonText payload, CancellationToken ct) =>
        Task.FromResult<Checked<Done>>(new Refusal("connector.not_found", 501));
}
