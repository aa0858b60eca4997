using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>Every route below <c>/api/custom-phrases</c> (contract/management-misc.md 5).</summary>
internal static class CustomPhraseRoutes
{
    public static void AddCustomPhraseRoutes(this ApiRoutes routes) => routes
        .Get<ListCustomPhrasesEndpoint>("/custom-phrases")
        .Get<GetCustomPhraseEndpoint>("/custom-phrases/{languageTag}")
        .Put<PutCustomPhraseEndpoint>("/custom-phrases/{languageTag}")
        .Delete<DeleteCustomPhraseEndpoint>("/custom-phrases/{languageTag}");
}
