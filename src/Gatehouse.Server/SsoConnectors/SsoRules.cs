using System.Collections.Frozen;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>What an enterprise connector may be (contract/management-misc.md 8).</summary>
internal static class SsoRules
{
    /// <summary>Everybody can have an address there, so whoever runs the connector would sign them all in.</summary>
    private static readonly FrozenSet<string> PublicDomains = FrozenSet.ToFrozenSet(
    [
        "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com", "aol.com", "yandex.com", "mail.com", "protonmail.com",
        "yanex.com", "gmx.com", "mail.ru", "zoho.com", "qq.com", "163.com", "126.com", "sina.com", "sohu.com",
    ]);

    private static readonly Field<string> Issuer = Schemas.Text.Url().Optional("issuer");
    private static readonly Field<string> MetadataUrl = Schemas.Text.Url().Optional("metadataUrl");
    private static readonly Field<string> Metadata = Schemas.NonEmptyText.Optional("metadata");
    private static readonly Field<string> EntityId = Schemas.NonEmptyText.Optional("entityId");
    private static readonly Field<string> SignInEndpoint = Schemas.Text.Url().Optional("signInEndpoint");
    private static readonly Field<string> Certificate = Schemas.NonEmptyText.Optional("x509Certificate");

    private static readonly ObjectSchema OidcConfig = new(
        Schemas.NonEmptyText.Required("clientId"), Schemas.NonEmptyText.Required("clientSecret"), Issuer,
        Schemas.Text.Optional("scope"), Schemas.Flag.Optional("trustUnverifiedEmail"));

    private static readonly ObjectSchema SamlConfig = new(
        MetadataUrl, Metadata, EntityId, SignInEndpoint, Certificate,
        new ObjectSchema(Schemas.Text.Optional("id"), Schemas.Text.Optional("email"), Schemas.Text.Optional("name")).Optional("attributeMapping"));

    /// <returns>The domains in lower case.</returns>
    public static Checked<IReadOnlyList<string>> CheckDomains(IReadOnlyList<string> domains)
    {
        var lower = domains.Select(domain => domain.ToLowerInvariant()).ToList();
        if (lower.Where(PublicDomains.Contains).Distinct().ToList() is { Count: > 0 } forbidden)
            return new Refusal("single_sign_on.forbidden_domains", 422) { Data = ListOf(forbidden) };
        if (lower.GroupBy(domain => domain).Where(group => group.Count() > 1).Select(group => group.Key).ToList() is { Count: > 0 } repeated)
            return new Refusal("single_sign_on.duplicated_domains", 422) { Data = ListOf(repeated) };
        return lower;
    }

    /// <summary>The shape of a configuration that is not empty; whether the provider is there is another question.</summary>
    public static Checked<Done> CheckConfig(SsoProvider provider, JsonText config)
    {
        var reading = new Reading();
        if (!(provider.IsOidc ? OidcConfig : SamlConfig).TryRead(config.ToElement(), reading, out var read)) return InvalidConfig(reading.Issues);
        if (provider.IsOidc)
            return provider.Issuer is not null || read.Has(Issuer) ? new Done() : InvalidConfig([Issue.InvalidType(["issuer"], "string", "undefined")]);
        return read.Has(MetadataUrl) || read.Has(Metadata) || (read.Has(EntityId) && read.Has(SignInEndpoint) && read.Has(Certificate))
            ? new Done() : InvalidConfig([Issue.Custom([], "Give metadataUrl, metadata, or entityId with signInEndpoint and x509Certificate")]);
    }

    /// <summary>Tokens of providers are not kept by this server.</summary>
    public static Checked<Done> CheckTokenStorage(SsoProvider provider, bool isWanted)
    {
        if (!isWanted) return new Done();
        return provider.IsOidc ? new Refusal("request.feature_not_supported", 422) : new Refusal("connector.token_storage_not_supported");
    }

    /// <summary>What is wrong with the provider itself: it can't be reached or says something else than the protocol wants.</summary>
    public static Refusal InvalidProvider(string reason) => InvalidConfig([Issue.Custom([], reason)]);

    private static Refusal InvalidConfig(IReadOnlyList<Issue> issues) => Issue.Refuse("config", issues) with { Code = "connector.invalid_config" };

    private static JsonText ListOf(IEnumerable<string> domains) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("data");
        JsonText.Strings(domains).WriteTo(json);
        json.WriteEndObject();
    });
}
