using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Connectors;

/// <summary>A kind of connector, described by data: the files of the folder <c>Factories</c> (contract/management-misc.md 7).</summary>
internal sealed record ConnectorFactory
{
    public required string Id { get; init; }

    public required ConnectorType Type { get; init; }

    /// <summary>The provider that identities of a social connector are kept under.</summary>
    public required string Target { get; init; }

    /// <summary>Language to text.</summary>
    public required JsonText Name { get; init; }

    /// <summary>Language to text.</summary>
    public required JsonText Description { get; init; }

    /// <summary>The colour of the logo, a letter on a square: providers' own marks are theirs.</summary>
    public required string Color { get; init; }

    public required string Readme { get; init; }

    /// <summary><c>Native</c>, <c>Universal</c>, <c>Web</c>; null for mail and SMS.</summary>
    public string? Platform { get; init; }

    /// <summary>A protocol that many providers speak: there can be many instances, each with a target of its own.</summary>
    public bool? IsStandard { get; init; }

    public bool? IsTokenStorageSupported { get; init; }

    /// <summary>What the configuration asks for: the console's form, and the rules that a configuration is held against.</summary>
    public IReadOnlyList<ConfigField> FormItems { get; init; } = [];

    /// <summary>The name of the <see cref="IDelivery"/> of mail and SMS.</summary>
    public string? Delivery { get; init; }

    /// <summary>A message without a template can't be sent.</summary>
    public bool NeedsTemplate { get; init; }

    /// <summary>Of a social connector: whom it asks, and how.</summary>
    public SocialProvider? Provider { get; init; }

    /// <summary>Exists in test mode only (contract/test-mode.md).</summary>
    public bool IsTestOnly { get; init; }

    /// <summary>The provider's mark, else the first letter of the name.</summary>
    [JsonIgnore]
    public string Logo => ProviderMarks.Find(Target) ?? "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="{Color}"/><text x="20" y="28" font-family="sans-serif" font-size="22" font-weight="600" text-anchor="middle" fill="#fff">{WebUtility.HtmlEncode(EnglishName[..1])}</text></svg>"""));

    /// <summary>For dark pages, where it is another one.</summary>
    [JsonIgnore]
    public string? LogoDark => ProviderMarks.FindDark(Target);

    [JsonIgnore]
    public string EnglishName => Name.ToElement().GetProperty("en").GetString()!;

    /// <summary>400 <c>connector.invalid_config</c>, with the issues as data, when a configuration lacks something or has it wrong.</summary>
    public Checked<Done> Check(JsonText config)
    {
        var reading = new Reading();
        return ConfigField.SchemaOf(FormItems).Fits(config.ToElement(), reading)
            ? new Done() : Issue.Refuse("config", reading.Issues) with { Code = "connector.invalid_config" };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ConnectorFactory>))]
internal sealed partial class FactoryJson : JsonSerializerContext;
