using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The domain that a customer brings to a protected application; there can be one (contract/management-apps-resources-roles.md 1.9). Without
/// a provider of host names every operation ends in a refusal, the earlier ones before the one for that.
/// </summary>
internal sealed class CustomDomains(UnitOfWork work, FindApplication find, HostNames hostNames)
{
    /// <summary>As an array: whoever looks makes the provider check it.</summary>
    public Task<Checked<JsonText>> ListAsync(string applicationId, CancellationToken ct) =>
        work.WriteAsync<JsonText>("Change.Application.Updated", applicationId, async () =>
        {
            if (!(await ProtectedAsync(applicationId, ct)).TryGet(out var application, out var refused)) return refused;
            if (!hostNames.AreOffered) return NotSetUp;
            if (application.CustomDomain is { } domain && !application.CustomDomainIsActive()) Describe(application, Text(application.Id, domain, isActive: true));
            return application.CustomDomainList();
        }, ct);

    /// <returns>The domain as it is shown.</returns>
    public Task<Checked<JsonText>> AddAsync(string applicationId, string domain, CancellationToken ct) =>
        work.WriteAsync<JsonText>("Change.Application.Updated", applicationId, async () =>
        {
            if (!(await ProtectedAsync(applicationId, ct)).TryGet(out var application, out var refused)) return refused;
            if (application.CustomDomains().Any()) return new Refusal("domain.limit_to_one_domain", 422);
            if (!hostNames.AreOffered) return NotSetUp;
            var host = domain.ToLowerInvariant();
            if (hostNames.IsForbidden(host)) return new Refusal("domain.domain_is_not_allowed", 422);
            var text = Text(application.Id, host, isActive: false);
            application.CustomDomain = host;
            Describe(application, text);
            SetAddresses(application, (list, place) => [.. list, place], host);
            return text;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string applicationId, string domain, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.Updated", applicationId, async () =>
        {
            if (!(await ProtectedAsync(applicationId, ct)).TryGet(out var application, out var refused)) return refused;
            if (!application.CustomDomains().Contains(domain)) return new Refusal("application.custom_domain_not_found", 404);
            if (!hostNames.AreOffered) return NotSetUp;
            application.CustomDomain = null;
            Describe(application, null);
            SetAddresses(application, (list, place) => [.. list.Where(known => known != place)], domain);
            return new Done();
        }, ct);

    private static Refusal NotSetUp { get; } = new("domain.not_configured", 501);

    private async Task<Checked<Application>> ProtectedAsync(string applicationId, CancellationToken ct)
    {
        if (!(await find.ToChangeAsync(applicationId, ct)).TryGet(out var application, out var missing)) return missing;
        if (application.Type != ApplicationType.Protected) return new Refusal("application.protected_application_only", 422);
        return application.ProtectedAppMetadata is null ? ApplicationRefusals.Misconfigured : application;
    }

    private JsonText Text(string applicationId, string domain, bool isActive) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("domain", domain);
        json.WriteString("status", isActive ? "Active" : "PendingVerification");
        json.WriteNull("errorMessage");
        json.WritePropertyName("dnsRecords");
        hostNames.DnsRecordsOf(domain).WriteTo(json);
        json.WriteStartObject("cloudflareData");
        json.WriteString("id", applicationId);
        json.WriteString("status", isActive ? "active" : "pending");
        json.WriteStartObject("ssl");
        json.WriteString("status", isActive ? "active" : "initializing");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Describe(Application application, JsonText? domain) =>
        application.ProtectedAppMetadata = application.ProtectedAppMetadata!.Value.MergedWith(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("customDomains");
            domain?.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }));

    /// <summary>Where users come back to from sign-in and sign-out, as at the application's own host.</summary>
    private static void SetAddresses(Application application, Func<IEnumerable<string>, string, IEnumerable<string>> change, string host)
    {
        var known = application.OidcClientMetadata.ToElement();
        application.OidcClientMetadata = application.OidcClientMetadata.MergedWith(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("redirectUris");
            JsonText.Strings(change(ListOf("redirectUris"), ProtectedApps.CallbackOf(host))).WriteTo(json);
            json.WritePropertyName("postLogoutRedirectUris");
            JsonText.Strings(change(ListOf("postLogoutRedirectUris"), ProtectedApps.HomeOf(host))).WriteTo(json);
            json.WriteEndObject();
        }));

        IEnumerable<string> ListOf(string member) =>
            known.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => item.GetString()!) : [];
    }
}
