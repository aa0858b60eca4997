using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Credentials.Passkeys;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>
/// A passkey that says who the user is (contract/experience-api.md 4.7). Having it and unlocking it are two factors: no other is asked for.
/// </summary>
/// <param name="UserId">Whose it is, or whose is asked for.</param>
internal sealed record PasskeySignInVerification(string Id, string UserId) : VerificationRecord(Id)
{
    public const string TypeName = "SignInPasskey";

    /// <summary>What the browser was asked; null once it has answered.</summary>
    public PasskeyChallenge? Challenge { get; init; }

    /// <summary>The one that was used; null: none yet.</summary>
    public UsedPasskey? Used { get; init; }

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => Used is not null;

    /// <summary>The options demand that the authenticator verifies its user.</summary>
    [JsonIgnore]
    public override IReadOnlyList<string> Amr => Used is null ? [] : [.. Used.Amr, "mfa"];

    [JsonIgnore]
    public override bool IsEnoughAlone => true;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("userId", UserId);
        json.WriteBoolean("verified", IsShown);
    }
}
