using Gatehouse.Passwords;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>The body that makes a user (contract/management-api.md 2.5), as one request sends it and as a file has one on each line.</summary>
internal static class NewUserInput
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Optional("password");
    private static readonly Field<string> Digest = Schemas.Text.AtMost(256).Optional("passwordDigest");
    private static readonly Field<string> Algorithm = Schemas.OneOf(Enum.GetNames<PasswordAlgorithm>()).Optional("passwordAlgorithm");


    /// <summary>Ours: the user must choose another password at the first sign-in (docs/accounts.md). Without a password it says nothing.</summary>
    private static readonly Field<bool> IsTemporary = Schemas.Flag.Optional("isPasswordTemporary");

    public static IReadOnlyList<IField> Fields { get; } = [.. UserFields.OnCreate.All, Password, Digest, Algorithm, IsTemporary];

    /// <param name="hash">Hashes a password that came in the clear.</param>
    public static async Task<Checked<UserDraft>> ReadAsync(Input body, Func<string, Task<Checked<StoredPassword>>> hash) =>
        (await PasswordOfAsync(body, hash)).TryGet(out var password, out var refused)
            ? new UserDraft(UserFields.OnCreate.Read(body), password.Stored) { IsPasswordTemporary = body.Get(IsTemporary) } : refused;

    /// <summary>Refused when it is its turn: conflicts of username, address and number come before.</summary>
    private static GivenPassword LegacyWithoutDigest { get; } = new(new StoredPassword(PasswordAlgorithm.Legacy, ""));

    private readonly record struct GivenPassword(StoredPassword? Stored);

    private static async Task<Checked<GivenPassword>> PasswordOfAsync(Input body, Func<string, Task<Checked<StoredPassword>>> hash)
    {
        var digest = body.Get(Digest);
        var algorithm = body.Get(Algorithm);
        if (body.Get(Password) is { } password)
        {
            if (!string.IsNullOrEmpty(digest)) return new Refusal("user.password_and_digest");
            if (algorithm == nameof(PasswordAlgorithm.Legacy)) return LegacyWithoutDigest;
            return (await hash(password)).TryGet(out var hashed, out var busy) ? new GivenPassword(hashed) : busy;
        }

        // An algorithm alone says nothing, unless it is the one whose digest must be read.
        if (string.IsNullOrEmpty(digest)) return algorithm == nameof(PasswordAlgorithm.Legacy) ? LegacyWithoutDigest : default;
        return algorithm is null
            ? new Refusal("user.password_algorithm_required")
            : new GivenPassword(new StoredPassword(Enum.Parse<PasswordAlgorithm>(algorithm), digest));
    }
}
