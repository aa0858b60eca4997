using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What administrators say in place of the built-in sentences of the sign-in pages, in one language (contract/management-misc.md 5).</summary>
internal sealed class CustomPhrase
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string LanguageTag { get; init; }

    /// <summary>An object of objects of sentences; every key is one of the built-in sentences'.</summary>
    public required JsonText Translation { get; set; }
}
