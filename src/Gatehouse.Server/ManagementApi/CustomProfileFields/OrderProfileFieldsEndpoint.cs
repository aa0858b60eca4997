using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>POST /api/custom-profile-fields/properties/sie-order: the places of some fields or of all (contract/management-misc.md 5).</summary>
internal sealed class OrderProfileFieldsEndpoint(ChangeProfileField change) : IApiEndpoint
{
    private static readonly Field<string> Name = Schemas.Text.Required("name");
    private static readonly Field<decimal> SieOrder = Schemas.NumberBetween(0, int.MaxValue).Whole().Required("sieOrder");
    private static readonly Field<IReadOnlyList<Input>> Order = Schemas.ListOf(new ObjectSchema(Name, SieOrder)).Required("order");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Order), Answer = Schemas.ListOf(ProfileFieldObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.OrderAsync([.. call.Body.Get(Order)!.Select(place => (place.Get(Name)!, (int)place.Get(SieOrder)))], call.Aborted)).TryGet(out var fields, out var refused)
            ? ApiResult.Json(ProfileFieldObject.Text(fields)) : refused;
}
