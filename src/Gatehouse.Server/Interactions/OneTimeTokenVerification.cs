using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>The one-time token of a mail address was given, and is used up. It exists only verified.</summary>
/// <param name="Identifier">Of type <c>email</c>.</param>
/// <param name="Context">A JSON object: <c>jitOrganizationIds</c> and <c>interactionEvent</c>, if the token has them.</param>
internal sealed record OneTimeTokenVerification(string Id, SignInIdentifier Identifier, JsonText Context) : VerificationRecord(Id)
{
    public const string TypeName = "OneTimeToken";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => true;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["otp"];

    [JsonIgnore]
    public override string Email => Identifier.Value;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        WriteIdentifier(json, Identifier);
        json.WriteBoolean("verified", true);
        json.WritePropertyName("oneTimeTokenContext");
        Context.WriteTo(json);
    }

    /// <summary>The organizations that the user joins by it.</summary>
    public IReadOnlyList<string> OrganizationIds() =>
        Context.ToElement().TryGetProperty("jitOrganizationIds", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Select(id => id.GetString()).OfType<string>()] : [];
}
