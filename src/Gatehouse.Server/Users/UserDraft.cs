using Gatehouse.Passwords;

namespace Gatehouse.Server.Users;

/// <summary>What a new user is to be made of, before anybody looked whether it may be.</summary>
/// <param name="Password">Hashed already, or imported; an import may lack its digest. Null: a user without a password.</param>
internal sealed record UserDraft(UserChange Fields, StoredPassword? Password)
{
    /// <summary>A user who was shut out elsewhere is not let in by moving here.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The password is to be replaced at the first sign-in.</summary>
    public bool IsPasswordTemporary { get; init; }
}
