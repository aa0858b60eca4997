using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/interaction/consent: the user agrees; <c>{ redirectTo }</c> says where the browser goes on (contract/experience-api.md 15).</summary>
internal sealed class GiveConsentEndpoint(GiveConsent give) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> OrganizationIds = Schemas.ListOf(Schemas.Text).Optional("organizationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(OrganizationIds) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var caller = (InteractionCaller)call.Caller;
        return (await give.ExecuteAsync(caller.InteractionId, caller.SessionValue, call.Body.Get(OrganizationIds) ?? [], call.Aborted))
            .TryGet(out var redirectTo, out var refused) ? SubmitEndpoint.GoOn(redirectTo) : refused;
    }
}
