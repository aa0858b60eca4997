using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>DELETE /api/custom-phrases/:languageTag: not of the language that others fall back to (contract/management-misc.md 5).</summary>
internal sealed class DeleteCustomPhraseEndpoint(ChangeCustomPhrase change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var tag = call.Param("languageTag");
        if (CustomPhraseObject.RefuseTag(tag) is { } unknown) return unknown;
        return (await change.DeleteAsync(tag, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
    }
}
