namespace Gatehouse.Server.SignInExperience;

/// <summary>The setting <c>usernamePolicy</c> (contract/experience-api.md 12.2).</summary>
/// <param name="CaseSensitive">Usernames that differ only in case are different ones.</param>
internal sealed record UsernamePolicy(bool CaseSensitive = true, int MinLength = 1, int MaxLength = 128, UsernameCharacters? AllowedChars = null)
{
    public UsernameCharacters AllowedChars { get; init; } = AllowedChars ?? new UsernameCharacters();
}

/// <summary>What a username may be made of. It can't begin with a digit, so one of the others is always allowed.</summary>
internal sealed record UsernameCharacters(bool Lowercase = true, bool Uppercase = true, bool Numbers = true, bool Underscore = true);
