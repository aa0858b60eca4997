using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>The members of the scripts that administrators write; others are refused (contract/management-misc.md 3).</summary>
internal static class ScriptFields
{
    private static readonly Schema<JsonText> Text = Schemas.Text.AsSent();
    private static readonly Schema<JsonText> Flag = Schemas.Flag.AsSent();

    /// <summary>What a script reads by name.</summary>
    public static Schema<JsonText> Environment { get; } = Schemas.MapOf(Schemas.Text).AsSent();

    private static readonly Field<JsonText> Script = Text.Required("script");
    private static readonly Field<JsonText> EnvironmentVariables = Environment.Optional("environmentVariables");

    /// <summary>What is told of a user's token: the samples name a user.</summary>
    private static readonly Schema<JsonText> UserContext = Schemas.ObjectOf(
        Schemas.AnyObject.Required("user"), Schemas.AnyObject.Optional("grant"), Schemas.AnyObject.Optional("interaction"),
        Schemas.AnyObject.Optional("application"), Schemas.AnyObject.Optional("organization"));

    private static readonly Schema<JsonText> MachineContext = Schemas.ObjectOf(Schemas.AnyObject.Optional("application"));

    /// <summary>Of a script that makes claims, for whatever tokens; <see cref="ReadCustomizer"/> looks closer.</summary>
    public static IReadOnlyList<Field<JsonText>> Customizer { get; } = CustomizerWith(Schemas.AnyObject);

    /// <summary>Of a script that takes part in a sign-in.</summary>
    public static IReadOnlyList<Field<JsonText>> Action { get; } = [Script, .. ActionOptions];

    /// <summary>The same where only a part is sent.</summary>
    public static IReadOnlyList<Field<JsonText>> ActionChange { get; } = [Text.Optional("script"), .. ActionOptions];

    private static Field<JsonText>[] ActionOptions =>
    [
        EnvironmentVariables, Schemas.Anything.Optional("contextSample"), Flag.Optional("enabled"), Schemas.OneOf("block", "allow").AsSent().Optional("onExecutionError"),
    ];

    /// <summary>The body of a script for tokens of that type: what its sample of the context may hold depends on the type.</summary>
    /// <param name="key">Of the stored script.</param>
    public static Checked<JsonText> ReadCustomizer(Input body, string key)
    {
        var fields = CustomizerWith(key == PathChoice.AccessToken ? UserContext : MachineContext);
        var reading = new Reading();
        return new ObjectSchema(fields).TryRead(body.ToJson(Customizer).ToElement(), reading, out var input)
            ? input.ToJson(fields) : Issue.Refuse("body", reading.Issues);
    }

    private static Field<JsonText>[] CustomizerWith(Schema<JsonText> contextSample) =>
    [
        Script, EnvironmentVariables, contextSample.Optional("contextSample"), Schemas.AnyObject.Optional("tokenSample"), Flag.Optional("blockIssuanceOnError"),
    ];
}
