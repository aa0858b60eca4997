using System.Net;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Server.Tests.Support;

/// <summary>Short ways to call a JSON API and look at what it says.</summary>
internal static class Answers
{
    extension(HttpClient client)
    {
        public Task<Answer> GetAnswerAsync(string path) => client.SendAnswerAsync(HttpMethod.Get, path);

        public Task<Answer> DeleteAnswerAsync(string path) => client.SendAnswerAsync(HttpMethod.Delete, path);

        /// <param name="body">An object to serialise, a string that is sent as it is, or content of another type.</param>
        public Task<Answer> PostAnswerAsync(string path, object? body = null) => client.SendAnswerAsync(HttpMethod.Post, path, body);

        /// <inheritdoc cref="PostAnswerAsync"/>
        public Task<Answer> PatchAnswerAsync(string path, object? body = null) => client.SendAnswerAsync(HttpMethod.Patch, path, body);

        /// <inheritdoc cref="PostAnswerAsync"/>
        public Task<Answer> PutAnswerAsync(string path, object? body = null) => client.SendAnswerAsync(HttpMethod.Put, path, body);

        /// <inheritdoc cref="PostAnswerAsync"/>
        public async Task<Answer> SendAnswerAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = body as HttpContent ?? new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await client.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }
}

/// <summary>An answer, read to the end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string[]> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement this[string member] => Json.GetProperty(member);

    public string Id => this["id"].GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase));

    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Fails with the whole answer unless the status is this one.</summary>
    public Answer Expect(int status)
    {
        Assert.True((int)Status == status, $"Expected {status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Fails with the whole answer unless status and code are these.</summary>
    public Answer Expect(int status, string code)
    {
        Expect(status);
        Assert.Equal(code, Code);
        return this;
    }
}
