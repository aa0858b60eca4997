using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Something that a tenant asks its users for beyond what every user has (contract/management-misc.md 5).</summary>
internal sealed class CustomProfileField
{
    /// <summary>Every kind of field.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Text", "Number", "Date", "Checkbox", "Select", "Url", "Regex", "Address", "Fullname"];

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Letters and digits; the member of the user's profile or custom data that holds the value.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string Type { get; set; }

    public string Label { get; set; } = "";

    public string? Description { get; set; }

    public required bool Required { get; set; }

    public JsonText Config { get; set; } = JsonText.EmptyObject;

    public required DateTime CreatedAt { get; init; }

    /// <summary>The place among the fields, from 1.</summary>
    public required int SieOrder { get; set; }
}
