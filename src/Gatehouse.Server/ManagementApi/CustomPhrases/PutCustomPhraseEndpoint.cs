using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>PUT /api/custom-phrases/:languageTag: the body is the sentences themselves; 201 whether there were some before or not (contract/management-misc.md 5).</summary>
internal sealed class PutCustomPhraseEndpoint(ChangeCustomPhrase change) : IApiEndpoint
{
    private static readonly WholeSchema<JsonText> Translation = new(new NestedTextSchema());

    public static ApiContract Contract { get; } = new()
    {
        Body = Translation, Success = StatusCodes.Status201Created, Answer = CustomPhraseObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var tag = call.Param("languageTag");
        if (CustomPhraseObject.RefuseTag(tag) is { } unknown) return unknown;
        return (await change.PutAsync(tag, Translation.ValueOf(call.Body), call.Aborted)).TryGet(out var phrase, out var refused)
            ? ApiResult.Json(CustomPhraseObject.Text(phrase)) : refused;
    }
}
