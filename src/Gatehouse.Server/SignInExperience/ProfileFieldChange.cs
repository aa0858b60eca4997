using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What a request says of a custom profile field; what is not sent stays as it is, or has its default.</summary>
internal sealed record ProfileFieldChange(string Type, bool Required)
{
    /// <summary>Of a new field.</summary>
    public string Name { get; init; } = "";

    public Optional<string> Label { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<JsonText> Config { get; init; }

    /// <inheritdoc cref="ProfileFieldRules.RefuseConfig"/>
    public Refusal? RefuseConfig(bool isStrict) => ProfileFieldRules.RefuseConfig(Type, Config.IsSent ? Config.Value : null, isStrict);

    public void ApplyTo(CustomProfileField field)
    {
        (field.Type, field.Required) = (Type, Required);
        if (Label.IsSent) field.Label = Label.Value;
        if (Description.IsSent) field.Description = Description.Value is { Length: > 0 } text ? text : null;
        if (Config.IsSent) field.Config = Config.Value;
    }
}
