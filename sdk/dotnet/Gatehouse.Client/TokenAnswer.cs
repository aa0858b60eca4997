using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Client;

/// <summary>A success of the token endpoint (RFC 6749 section 5.1).</summary>
internal sealed record TokenAnswer([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] double? ExpiresIn)
{
    /// <exception cref="GatehouseException">The token endpoint refused, or its answer is none.</exception>
    public static async Task<(string Token, TimeSpan Lifetime)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw GatehouseException.Refused(response.StatusCode, text);
        return Parse(text) is { AccessToken: { } token, ExpiresIn: { } seconds }
            ? (token, TimeSpan.FromSeconds(seconds))
            : throw GatehouseException.Unexpected(response.StatusCode, "the token endpoint answered without access_token or expires_in", text);
    }

    private static TokenAnswer? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TokenAnswer>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
