using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>Every route below <c>/api/custom-profile-fields</c> (contract/management-misc.md 5).</summary>
internal static class ProfileFieldRoutes
{
    public static void AddProfileFieldRoutes(this ApiRoutes routes) => routes
        .Get<ListProfileFieldsEndpoint>("/custom-profile-fields")
        .Post<CreateProfileFieldEndpoint>("/custom-profile-fields")
        .Post<CreateProfileFieldsEndpoint>("/custom-profile-fields/batch")
        .Post<OrderProfileFieldsEndpoint>("/custom-profile-fields/properties/sie-order")
        .Get<GetProfileFieldEndpoint>("/custom-profile-fields/{name}")
        .Put<ChangeProfileFieldEndpoint>("/custom-profile-fields/{name}")
        .Delete<DeleteProfileFieldEndpoint>("/custom-profile-fields/{name}");
}
