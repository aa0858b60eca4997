using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Client;

/// <summary>Where calls go.</summary>
/// <param name="Http">Has the server as its base address and puts an access token on each request.</param>
/// <param name="VerificationId">The verification record that goes along (contract/account-api.md 3); null for none.</param>
internal sealed record ApiServer(HttpClient Http, string? VerificationId = null);

/// <summary>One call of an operation: what the generated methods are made of.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The request disposes of its content")]
internal sealed class ApiCall(ApiServer server, HttpMethod method, string path)
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly StringBuilder _query = new();
    private HttpContent? _content;

    /// <summary>A part of a path. What would be taken out of the path, and so lead to another operation, is refused.</summary>
    public static string Part(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value is "." or ".." ? throw new ArgumentException($"'{value}' is no id", nameof(value)) : Uri.EscapeDataString(value);
    }

    public ApiCall Query(string name, string? value)
    {
        if (value is not null) _query.Append(_query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public ApiCall Query(string name, bool? value) => Query(name, value switch { null => null, true => "true", false => "false" });

    public ApiCall Query(string name, IFormattable? value) => Query(name, value?.ToString(null, CultureInfo.InvariantCulture));

    public ApiCall Query(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? []) Query(name, value);
        return this;
    }

    /// <summary>Pairs whose names are open: the name of the parameter is not sent.</summary>
    public ApiCall Query(string name, IEnumerable<KeyValuePair<string, string>>? pairs)
    {
        foreach (var (key, value) in pairs ?? []) Query(key, value);
        return this;
    }

    /// <summary>A body; null sends none.</summary>
    public ApiCall Json<T>(T body)
    {
        if (body is null) return this;
        _content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Options)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return this;
    }

    public ApiCall File(FileParameter file)
    {
        _content = ContentOf(file);
        return this;
    }

    public ApiCall Form(string name, FileParameter file)
    {
        _content = new MultipartFormDataContent { { ContentOf(file), name, file.FileName ?? name } };
        return this;
    }

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        using var response = await AnsweredAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken)
    {
        using var response = await AnsweredAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync<T>(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Page<T>> PageAsync<T>(CancellationToken cancellationToken)
    {
        using var response = await AnsweredAsync(cancellationToken).ConfigureAwait(false);
        var items = await ReadAsync<T>(response, cancellationToken).ConfigureAwait(false);
        var isCounted = response.Headers.TryGetValues("Total-Number", out var totals);
        return new Page<T>(items, isCounted ? long.Parse(totals!.First(), NumberStyles.None, CultureInfo.InvariantCulture) : null);
    }

    public async Task<string> TextAsync(CancellationToken cancellationToken)
    {
        using var response = await AnsweredAsync(cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The body while it comes; disposing of it ends the call.</summary>
    public async Task<Stream> DownloadAsync(CancellationToken cancellationToken)
    {
        var response = await AnsweredAsync(cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> AnsweredAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path + _query, UriKind.Relative)) { Content = _content };
        if (server.VerificationId is { } verificationId) request.Headers.Add("logto-verification-id", verificationId);
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw GatehouseException.Refused(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Options, cancellationToken).ConfigureAwait(false)
                ?? throw GatehouseException.Unexpected(response.StatusCode, "the answer is null", "null");
        }
        catch (JsonException problem)
        {
            throw GatehouseException.Unexpected(response.StatusCode, "the answer is not what this version of the client knows: " + problem.Message, "");
        }
    }

    private static StreamContent ContentOf(FileParameter file) => new(file.Data) { Headers = { ContentType = new MediaTypeHeaderValue(file.ContentType) } };
}
