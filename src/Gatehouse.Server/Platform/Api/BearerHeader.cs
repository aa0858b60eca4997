using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Api;

/// <summary>The header by which callers of the JSON APIs bring their token (RFC 6750 section 2.1; contract/management-api.md 1.2, account-api.md 1).</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer";

    /// <returns>The token, which may be empty.</returns>
    public static Checked<string> Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0) return new Refusal("auth.authorization_header_missing", StatusCodes.Status401Unauthorized);
        if (header.StartsWith(Scheme, StringComparison.Ordinal)) return header.Length > Scheme.Length + 1 ? header[(Scheme.Length + 1)..] : "";
        return new Refusal("auth.authorization_token_type_not_supported", StatusCodes.Status401Unauthorized) { Data = JsonText.FromStored("""{"supportedTypes":["Bearer"]}""") };
    }
}
