using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;
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
        var (settings, custom) = (snapshot.Get<ExperienceSettings>().Language, snapshot.Get<PublishedExperience>().Phrases);
        var known = builtIn.Languages.Concat(custom.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> wanted =
        [
            call.Query.Get(Lng) ?? "",
            .. settings.AutoDetect ? AcceptLanguage.Read(call.Headers.AcceptLanguage) : [],
            settings.FallbackLanguage,
            Phrases.FallbackLanguage,
        ];
        var chosen = wanted.SelectMany(AcceptLanguage.Widened).First(known.Contains);
        known.TryGetValue(chosen, out var language);
        var translation = builtIn.With(language!, custom.TryGetValue(language!, out var own) ? own : null);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("translation"u8);
            translation.WriteTo(json);
            json.WriteEndObject();
        })) with { Language = language };
    }
}
