using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What users may do with one part of their account.</summary>
internal enum FieldControl
{
    Off,
    ReadOnly,
    Edit,
}

/// <summary>What users may see and change of their own account, part by part (contract/account-api.md 2). What is not set is off.</summary>
internal sealed class AccountFields
{
    public const string Name = "name";
    public const string Avatar = "avatar";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Password = "password";
    public const string Username = "username";
    public const string Social = "social";
    public const string CustomData = "customData";
    public const string Mfa = "mfa";
    public const string Passkey = "passkey";
    public const string Session = "session";

    private readonly FrozenDictionary<string, FieldControl> _controls;

    private AccountFields(IEnumerable<KeyValuePair<string, FieldControl>> controls) => _controls = controls.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Passkeys go by the second factors unless they have a setting of their own.</summary>
    public FieldControl this[string field] =>
        _controls.TryGetValue(field, out var control) ? control : field == Passkey ? _controls.GetValueOrDefault(Mfa) : FieldControl.Off;

    public bool MayRead(string field) => this[field] != FieldControl.Off;

    public bool MayEdit(string field) => this[field] == FieldControl.Edit;

    /// <param name="stored">An object from field to control.</param>
    public static AccountFields Of(JsonText stored) => new(stored.ToElement().EnumerateObject()
        .Where(field => field.Value.ValueKind == JsonValueKind.String && Enum.TryParse<FieldControl>(field.Value.GetString(), out _))
        .Select(field => KeyValuePair.Create(field.Name, Enum.Parse<FieldControl>(field.Value.GetString()!))));
}
