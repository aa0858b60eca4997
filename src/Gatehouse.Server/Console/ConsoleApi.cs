using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Access;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Console;

/// <summary>
/// The Management API as the console's pages use it: real requests through our own pipeline, in the administrator's name (docs/adr/0020). What
/// a page can't do here, nobody can do with the API either, and the other way round.
/// </summary>
/// <param name="texts">In whose language refusals are told.</param>
internal sealed class ConsoleApi(OwnApi api, HttpContext http, ConsoleAdministrator administrator, string tenantId, PageTexts texts)
{
    /// <summary>The same for another tenant, for pages that are about all of them.</summary>
    public ConsoleApi For(string otherTenant) => new(api, http, administrator, otherTenant, texts);

    /// <summary>The first thing that was read: what the page shows.</summary>
    public ConsoleCall? Shown { get; private set; }

    public async Task<ApiAnswer> GetAsync(string path)
    {
        Shown ??= new ConsoleCall("GET", path);
        return await SendAsync("GET", path, null);
    }

    /// <summary>An object that the page can't do without.</summary>
    /// <exception cref="ApiRefusedException">The answer was a refusal; the page's edge shows it.</exception>
    public async Task<T> ReadAsync<T>(string path) => (await GetAsync(path)).OrThrow().Read<T>();

    /// <summary>A page of a list, with its total.</summary>
    /// <exception cref="ApiRefusedException">As above.</exception>
    public async Task<ApiList<T>> ListAsync<T>(string path)
    {
        var answer = (await GetAsync(path)).OrThrow();
        var items = answer.Read<List<T>>();
        var total = answer.Headers["Total-Number"].ToString();
        return new ApiList<T>(
            items, total.Length > 0 ? long.Parse(total, CultureInfo.InvariantCulture) : items.Count, answer.Headers.ContainsKey("Total-Number-Is-Capped"));
    }

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null) => SendAsync("POST", path, body);

    public Task<ApiAnswer> PutAsync(string path, JsonNode? body = null) => SendAsync("PUT", path, body);

    public Task<ApiAnswer> PatchAsync(string path, JsonNode? body) => SendAsync("PATCH", path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync("DELETE", path, null);

    /// <summary>A request whose body is no JSON.</summary>
    public Task<ApiAnswer> SendAsync(string method, string path, byte[] body, string mediaType) => SendAsync(new OwnRequest(method, path) { Body = body, MediaType = mediaType });

    /// <summary>A page of the tenant's own pages, as somebody sees it who is nobody here.</summary>
    /// <param name="extras">Features of the request.</param>
    public async Task<ApiAnswer> LookAsync(string path, params IReadOnlyList<object> extras)
    {
        var answer = await api.SendAsync(new OwnRequest("GET", path) { TenantId = tenantId, Language = texts.Language, Extras = extras }, http);
        return new ApiAnswer(answer.Status, answer.Headers, answer.Body);
    }

    /// <summary>Answers the browser with what comes: a download may be larger than the memory.</summary>
    public Task PassOnAsync(string path) => api.PassOnAsync(new OwnRequest("GET", path) { TenantId = tenantId, Administrator = administrator.Acting, Language = texts.Language }, http);

    private Task<ApiAnswer> SendAsync(string method, string path, JsonNode? body) =>
        SendAsync(new OwnRequest(method, path) { Body = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, ApiAnswer.Json), MediaType = body is null ? null : "application/json" });

    private async Task<ApiAnswer> SendAsync(OwnRequest request)
    {
        var answer = await api.SendAsync(request with { TenantId = tenantId, Administrator = administrator.Acting, Language = texts.Language }, http);
        return new ApiAnswer(answer.Status, answer.Headers, answer.Body) { Tell = issue => FieldWords.Of(texts, issue) };
    }
}
