using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountCenter;

/// <summary>
/// The Account API as the pages use it: real requests through our own pipeline with the user's access token (docs/adr/0020). What a page can't
/// do here, no application can do, and the other way round.
/// </summary>
/// <param name="language">Of the sentences in refusals and of the messages that are sent.</param>
internal sealed class OwnAccount(OwnApi api, HttpContext http, string tenantId, string token, string language)
{
    private const string NotShown = "verification_record.permission_denied";

    /// <summary>The record with which the user has shown who they are; null: none.</summary>
    public string? Proof { get; set; }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path, null);

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null) => SendAsync("POST", path, body);

    public Task<ApiAnswer> PutAsync(string path, JsonNode? body = null) => SendAsync("PUT", path, body);

    public Task<ApiAnswer> PatchAsync(string path, JsonNode? body) => SendAsync("PATCH", path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync("DELETE", path, null);

    /// <exception cref="ProofNeededException">The user has to show who they are.</exception>
    /// <exception cref="SignedOutException">The token is worth nothing any more.</exception>
    public async Task<ApiAnswer> SendAsync(string method, string path, byte[]? body, string? mediaType)
    {
        List<(string, string)> headers = [("Authorization", "Bearer " + token)];
        if (Proof is { } proof) headers.Add(("logto-verification-id", proof));
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin) headers.Add(("Origin", origin));
        var sent = await api.SendAsync(new OwnRequest(method, path) { TenantId = tenantId, Body = body, MediaType = mediaType, Language = language, Headers = headers }, http);
        var answer = new ApiAnswer(sent.Status, sent.Headers, sent.Body);
        if (answer.Status != StatusCodes.Status401Unauthorized) return answer;
        if (answer.Problem.Code == NotShown) throw new ProofNeededException();
        // A provider that says no, or whose answer is none, is a 401 too and says nothing of our own token.
        return answer.Problem.Code is "user.suspended" || answer.Problem.Code.StartsWith("auth.", StringComparison.Ordinal) ? throw new SignedOutException() : answer;
    }

    private Task<ApiAnswer> SendAsync(string method, string path, JsonNode? body) =>
        SendAsync(method, path, body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, ApiAnswer.Json), body is null ? null : "application/json");
}

/// <summary>The user has to show who they are before this: the page's edge asks for it.</summary>
internal sealed class ProofNeededException() : Exception("The user has to show who they are");

/// <summary>The session behind the account centre is over: the page's edge begins a new one.</summary>
internal sealed class SignedOutException() : Exception("The access token is over");
