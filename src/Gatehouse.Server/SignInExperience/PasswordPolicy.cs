using System.Text.Json.Serialization;

namespace Gatehouse.Server.SignInExperience;

/// <summary>The setting <c>passwordPolicy</c>: what was set; the rest is as in the defaults (contract/experience-api.md 12.1).</summary>
internal sealed record PasswordPolicy(PasswordLength? Length, PasswordCharacterTypes? CharacterTypes, PasswordRejects? Rejects)
{
    [JsonIgnore]
    public PasswordLength LengthRule => Length ?? new PasswordLength();

    [JsonIgnore]
    public PasswordCharacterTypes CharacterTypesRule => CharacterTypes ?? new PasswordCharacterTypes();

    [JsonIgnore]
    public PasswordRejects RejectsRule => Rejects ?? new PasswordRejects();
}

/// <summary>How many UTF-16 code units a password has.</summary>
internal sealed record PasswordLength(int Min = 8, int Max = 256);

/// <param name="Min">How many of lower case, upper case, digits and symbols a password has characters of, 1 to 4.</param>
internal sealed record PasswordCharacterTypes(int Min = 1);

/// <summary>What a password must not be or consist of.</summary>
/// <param name="Pwned">One that many people have.</param>
/// <param name="RepetitionAndSequence">Equal characters, or neighbours in an alphabet or on a keyboard.</param>
/// <param name="UserInfo">The user's own name, username, e-mail address or phone number.</param>
/// <param name="Words">Words of the tenant's choice.</param>
internal sealed record PasswordRejects(bool Pwned = true, bool RepetitionAndSequence = true, bool UserInfo = true, IReadOnlyList<string>? Words = null)
{
    public IReadOnlyList<string> Words { get; init; } = Words ?? [];
}
