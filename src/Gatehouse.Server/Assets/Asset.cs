namespace Gatehouse.Server.Assets;

/// <summary>A file that somebody uploaded, served to everybody who has its URL (contract/management-misc.md 9).</summary>
internal sealed class Asset
{
    public const int Largest = 20 * 1024 * 1024;

    public required string TenantId { get; init; }

    /// <summary>Part of the URL, and not to be guessed.</summary>
    public required string Id { get; init; }

    /// <summary>The uploaded file's name, reduced to characters that are themselves in a URL.</summary>
    public required string FileName { get; init; }

    /// <summary>By the bytes, not by what the browser said.</summary>
    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>Who uploaded it: a user or an application.</summary>
    public required string CreatorId { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The last part of a path, letters, digits, dot, minus and underscore, 100 characters at most.</summary>
    public static string SafeName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var safe = new string([.. last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]).TrimStart('.');
        return safe.Length == 0 ? "file" : safe.Length > 100 ? safe[^100..].TrimStart('.') : safe;
    }
}
