using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The domains that customers bring to a protected application. Only a provider could look after one, and this server has none: every
/// operation ends in a refusal, the earlier ones of contract/management-apps-resources-roles.md 1.9 before the one for that.
/// </summary>
internal sealed class CustomDomainRules(FindApplication find)
{
    public async Task<Refusal> OfListAsync(string applicationId, CancellationToken ct) =>
        (await ProtectedAsync(applicationId, ct)).TryGet(out _, out var refused) ? NotSetUp : refused;

    public async Task<Refusal> OfAddAsync(string applicationId, CancellationToken ct) =>
        !(await ProtectedAsync(applicationId, ct)).TryGet(out var application, out var refused) ? refused
        : application.CustomDomains().Any() ? new Refusal("domain.limit_to_one_domain", 422) : NotSetUp;

    public async Task<Refusal> OfDeleteAsync(string applicationId, string domain, CancellationToken ct) =>
        !(await ProtectedAsync(applicationId, ct)).TryGet(out var application, out var refused) ? refused
        : application.CustomDomains().Contains(domain) ? NotSetUp : new Refusal("application.custom_domain_not_found", 404);

    private static Refusal NotSetUp { get; } = new("domain.not_configured", 501);

    private async Task<Checked<Application>> ProtectedAsync(string applicationId, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out var application, out var missing)) return missing;
        if (application.Type != ApplicationType.Protected) return new Refusal("application.protected_application_only", 422);
        return application.ProtectedAppMetadata is null ? ApplicationRefusals.Misconfigured : application;
    }
}
