using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users: makes a user; an empty body makes an anonymous one (contract/management-api.md 2.5).</summary>
internal sealed class CreateUserEndpoint(CreateUser create, PasswordHasher hasher) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Optional("password");
    private static readonly Field<string> Digest = Schemas.Text.AtMost(256).Optional("passwordDigest");
    private static readonly Field<string> Algorithm = Schemas.OneOf(Enum.GetNames<PasswordAlgorithm>()).Optional("passwordAlgorithm");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema([.. UserFields.OnCreate.All, Password, Digest, Algorithm]),
        Answer = UserShapes.Full,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await PasswordOfAsync(call)).TryGet(out var password, out var refused)) return refused;
        var created = await create.ExecuteAsync(UserFields.OnCreate.Read(call.Body), password.Stored, call.Aborted);
        return created.TryGet(out var user, out refused) ? ApiResult.Json(UserObject.Full(user)) : refused;
    }

    /// <summary>Refused when it is its turn: conflicts of username, address and number come before.</summary>
    private static GivenPassword LegacyWithoutDigest { get; } = new(new StoredPassword(PasswordAlgorithm.Legacy, ""));

    private readonly record struct GivenPassword(StoredPassword? Stored);

    private async Task<Checked<GivenPassword>> PasswordOfAsync(ApiCall call)
    {
        var digest = call.Body.Get(Digest);
        var algorithm = call.Body.Get(Algorithm);
        if (call.Body.Get(Password) is { } password)
        {
            if (!string.IsNullOrEmpty(digest)) return new Refusal("user.password_and_digest");
            if (algorithm == nameof(PasswordAlgorithm.Legacy)) return LegacyWithoutDigest;
            return (await hasher.HashAsync(password, call.Aborted)).TryGet(out var hashed, out var busy) ? new GivenPassword(hashed) : busy;
        }

        // An algorithm alone says nothing, unless it is the one whose digest must be read.
        if (string.IsNullOrEmpty(digest)) return algorithm == nameof(PasswordAlgorithm.Legacy) ? LegacyWithoutDigest : default;
        return algorithm is null
            ? new Refusal("user.password_algorithm_required")
            : new GivenPassword(new StoredPassword(Enum.Parse<PasswordAlgorithm>(algorithm), digest));
    }
}
