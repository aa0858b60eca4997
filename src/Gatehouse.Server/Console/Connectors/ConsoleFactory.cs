using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>A kind of connector as the API shows it (contract/management-misc.md 7); its members stand in every connector too.</summary>
/// <param name="Id">Of the factory, or of the connector.</param>
/// <param name="ConnectorId">Of a connector: its factory. Null in a factory.</param>
/// <param name="Type"><c>Email</c>, <c>Sms</c> or <c>Social</c>.</param>
/// <param name="Name">By language.</param>
/// <param name="Readme">Markdown.</param>
/// <param name="IsStandard">It is a protocol and not a provider: name, logo and target are the connector's own.</param>
/// <param name="Config">Of a connector. No object for whoever may not see it.</param>
internal sealed record ConsoleFactory(
    string Id, string? ConnectorId, string Type, string Target, JsonObject Name, JsonObject Description, string Logo, string? LogoDark, string Readme,
    IReadOnlyList<ConfigItem> FormItems, bool? IsStandard, JsonNode? Config, JsonObject? Metadata, bool? SyncProfile)
{
    public string FactoryId => ConnectorId ?? Id;

    /// <summary>It keeps what it gets: nothing leaves the server.</summary>
    public bool IsMailbox => FactoryId.StartsWith("gatehouse-mailbox-", StringComparison.Ordinal);

    public string Path => "/connectors/" + Uri.EscapeDataString(Id);

    public string ApiPath => "/api/connectors/" + Uri.EscapeDataString(Id);

    public string NameIn(string language) => In(Name, language) ?? FactoryId;

    public string DescriptionIn(string language) => In(Description, language) ?? "";

    private static string? In(JsonObject texts, string language) => (texts[language] ?? texts["en"] ?? texts.FirstOrDefault().Value)?.Shown();
}

/// <summary>One place of a connector's form.</summary>
/// <param name="Type"><c>Text</c>, <c>MultilineText</c>, <c>Number</c>, <c>Switch</c>, <c>Select</c>, <c>MultiSelect</c> or <c>Json</c>.</param>
internal sealed record ConfigItem(
    string Key, string Label, string Type, bool Required, string? Placeholder, string? Description, JsonNode? DefaultValue, IReadOnlyList<ConfigChoice>? SelectItems,
    bool IsConfidential)
{
    /// <summary>Of its field, and of the member of the API's body.</summary>
    public string Path => "config." + Key;
}

internal sealed record ConfigChoice(string Value, string? Title);
