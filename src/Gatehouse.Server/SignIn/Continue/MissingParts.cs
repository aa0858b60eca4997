using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>The pages that ask for what an account lacks, by the contract's names of the parts (contract/experience-api.md 6).</summary>
internal static class MissingParts
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["username"] = UsernamePage.Path, ["email"] = AddressPage.EmailPath, ["phone"] = AddressPage.PhonePath, ["emailOrPhone"] = AddressPage.EitherPath,
        ["password"] = NewPasswordPage.Path, ["extraProfile"] = ProfilePage.Path,
    };

    /// <param name="refused"><c>user.missing_profile</c>.</param>
    /// <returns>The page for the first part; null when nothing is named.</returns>
    public static string? First(Refusal refused) =>
        refused.Data is { } data && data.ToElement().TryGetProperty("missingProfile", out var parts)
            ? parts.EnumerateArray().Select(part => Paths.GetValueOrDefault(part.GetString()!)).FirstOrDefault(path => path is not null) : null;
}
