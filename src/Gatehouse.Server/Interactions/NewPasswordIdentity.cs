using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.Interactions;

/// <summary>A username and a password that a new user is to have. It identifies nobody who exists.</summary>
/// <param name="Identifier">Of type <c>username</c>.</param>
/// <param name="PasswordAlgorithm">What <paramref name="PasswordDigest"/> was hashed with.</param>
/// <param name="PasswordDigest">Nobody is shown it.</param>
internal sealed record NewPasswordIdentity(string Id, SignInIdentifier Identifier, string PasswordAlgorithm, string PasswordDigest) : VerificationRecord(Id)
{
    public const string TypeName = "NewPasswordIdentity";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => true;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["pwd"];

    public override void WriteMembers(Utf8JsonWriter json) => WriteIdentifier(json, Identifier);
}
