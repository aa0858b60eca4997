using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>The form of a connector, which its factory describes.</summary>
internal static class ConnectorForm
{
    public static FormBody BodyOf(ConsoleFactory factory)
    {
        List<FormMember> members = [.. factory.FormItems.Select(item => new FormMember(item.Path, KindOf(item), "connectors.setting"))];
        if (factory.Type is "Social") members.Add(new FormMember("syncProfile", FormMemberKind.Flag, "connectors.sync"));
        if (factory.IsStandard == true)
        {
            members.Add(new FormMember("metadata.target", FormMemberKind.Required, "connectors.target"));
            members.Add(new FormMember("metadata.name.en", FormMemberKind.Required, "connectors.shown_name"));
            members.Add(new FormMember("metadata.logo", FormMemberKind.Text, "connectors.logo"));
        }

        return new FormBody(members);
    }

    /// <summary>A new one: the defaults of its factory.</summary>
    public static JsonObject New(ConsoleFactory factory)
    {
        var config = new JsonObject();
        foreach (var item in factory.FormItems.Where(item => item.DefaultValue is not null)) config[item.Key] = item.DefaultValue!.DeepClone();
        return new JsonObject { ["config"] = config };
    }

    /// <summary>As the form shows it.</summary>
    public static JsonObject Of(ConsoleFactory connector) => new()
    {
        ["config"] = connector.Config is JsonObject config ? config.DeepClone() : new JsonObject(),
        ["syncProfile"] = connector.SyncProfile == true,
        ["metadata"] = connector.Metadata?.DeepClone() ?? new JsonObject(),
    };

    private static FormMemberKind KindOf(ConfigItem item) => item.Type switch
    {
        _ when item.IsConfidential => FormMemberKind.Secret,
        "Number" => FormMemberKind.Number,
        "Switch" => FormMemberKind.Flag,
        "MultiSelect" => FormMemberKind.Choices,
        "Json" => FormMemberKind.Json,
        _ => FormMemberKind.Text,
    };
}
