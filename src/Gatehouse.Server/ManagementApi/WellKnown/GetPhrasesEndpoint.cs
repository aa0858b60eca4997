using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>
/// GET /api/.well-known/phrases: the sentences of the sign-in pages with the tenant's own over them (contract/management-misc.md 11). The
/// language is the query's, else the browser's if the tenant wants that, else the tenant's.
/// </summary>
internal sealed class GetPhrasesEndpoint(GatehouseDb db, Snapshots snapshots, BuiltInPhrases builtIn) : IApiEndpoint
{
    private static readonly Field<string> Lng = Schemas.Text.Optional("lng");

    public static ApiContract Contract { get; } = new()
    {
        IsAnonymous = true, Query = new ObjectSchema(Lng), Answer = new ObjectSchema(Schemas.AnyObject.Required("translation")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, call.Aborted);
        var published = snapshot.Get<PublishedExperience>();
        var language = builtIn.Choose(
            published, snapshot.Get<ExperienceSettings>().Language, call.Query.Get(Lng) is { } asked ? [asked] : [], call.Headers.AcceptLanguage);
        var translation = builtIn.With(language, published.Phrases.TryGetValue(language, out var own) ? own : null);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("translation"u8);
            translation.WriteTo(json);
            json.WriteEndObject();
        })) with { Language = language };
    }
}
