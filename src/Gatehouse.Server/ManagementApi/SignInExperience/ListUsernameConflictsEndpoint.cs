using System.Globalization;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>GET /api/sign-in-exp/username-policy/case-sensitivity-conflicts: what stands against usernames whose case does not count (contract/management-misc.md 4).</summary>
internal sealed class ListUsernameConflictsEndpoint(FindUsernameConflicts find) : IApiEndpoint
{
    private const int UsualLimit = 20;

    private static readonly Field<int> Limit = Schemas.Text.Where(text => ReadLimit(text) is >= 1 and <= 100 ? null : "Must be a whole number from 1 to 100")
        .As(text => ReadLimit(text)!.Value).Optional("limit");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(Limit), Answer = UsernameConflicts.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json((await find(call.Query.Has(Limit) ? call.Query.Get(Limit) : UsualLimit, call.Aborted)).Text);

    private static int? ReadLimit(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
