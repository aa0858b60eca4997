using System.Buffers;
using System.Text;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Paging;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// POST of a callback: providers that answer with a form (OAuth 2.0 Form Post Response Mode), Apple for one. The fields go on in the query of
/// a GET (contract/experience-api.md 17): only that brings the cookies along, which a form of another site does not.
/// </summary>
internal sealed class ProviderCallback(ApiWriter writer)
{
    /// <summary>What a request line has room for.</summary>
    private const int Longest = 7 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await ReadAsync(http) is not { } fields)
        {
            await writer.RefuseAsync(http, new Refusal("oidc.invalid_request"));
            return;
        }

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Request.PathBase.ToUriComponent() + http.Request.Path.ToUriComponent() + (fields.Count > 0 ? "?" + FormQuery.Encode(fields) : "");
    }

    /// <returns>Null when the body is no flat map of texts.</returns>
    private static async Task<List<KeyValuePair<string, string>>?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(body.GetMemory(1024), http.RequestAborted);
            if (read == 0) break;
            body.Advance(read);
            if (body.WrittenCount > Longest) return null;
        }

        return FormBody.Parse(Encoding.UTF8.GetString(body.WrittenSpan)).TryGet(out var fields, out _) && fields.DistinctBy(field => field.Key).Count() == fields.Count ? fields : null;
    }
}
