using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.Interactions;

/// <summary>The password of the identifier's owner was given. It exists only verified: a wrong password leaves nothing.</summary>
/// <param name="UserId">Who owned the identifier then. Identifiers may change hands before the record is used.</param>
internal sealed record PasswordVerification(string Id, SignInIdentifier Identifier, string UserId) : VerificationRecord(Id)
{
    public const string TypeName = "Password";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => true;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["pwd"];

    [JsonIgnore]
    public override string? Email => Identifier.Type == "email" ? Identifier.Value : null;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        WriteIdentifier(json, Identifier);
        json.WriteBoolean("verified", true);
    }
}
