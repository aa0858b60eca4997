using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>What tests of imports, exports and jobs do all the time.</summary>
internal static class BulkCalls
{
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    extension(HttpClient api)
    {
        public Task<Answer> SendFileAsync(string path, string content, string mediaType = Ndjson) => api.SendFileAsync(path, Encoding.UTF8.GetBytes(content), mediaType);

        public async Task<Answer> SendFileAsync(string path, byte[] content, string mediaType = Ndjson)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
            using var response = await api.SendAsync(request);
            return await Answer.ReadAsync(response);
        }

        /// <summary>Sends the file and waits for the end of its job.</summary>
        public async Task<Answer> ImportAsync(string content, string mediaType = Ndjson, string query = "") =>
            await api.EndOfJobAsync((await api.SendFileAsync("/api/users/import" + query, content, mediaType)).Expect(202).Id);

        public Task<Answer> EndOfJobAsync(string jobId) => api.JobAsync(jobId, job => job["state"].GetString() is "completed" or "cancelled" or "failed", "the end of the job");

        public Task<Answer> JobAsync(string jobId, Func<Answer, bool> isThere, string what) =>
            Eventually.Async(() => api.GetAnswerAsync("/api/jobs/" + jobId), answer => isThere(answer.Expect(200)), what, answer => answer.Text);

        /// <summary>The errors of a job: line and code.</summary>
        public async Task<List<(long Line, string Code)>> ErrorsAsync(string jobId) =>
            [.. (await api.GetAnswerAsync($"/api/jobs/{jobId}/errors?page_size=100")).Expect(200).Json.EnumerateArray()
                .Select(error => (error.GetProperty("line").GetInt64(), error.GetProperty("code").GetString()!))];

        /// <summary>A file of lines of JSON.</summary>
        public async Task<List<JsonElement>> LinesAsync(string path) =>
            [.. (await api.GetAnswerAsync(path)).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

        /// <summary>The user of that username, or the only one that the text leads to.</summary>
        public async Task<JsonElement> UserAsync(string username) => Assert.Single((await api.GetAnswerAsync($"/api/users?search.username={username}&mode=exact")).Expect(200).Json.EnumerateArray());
    }

    /// <summary>Lines with a username each.</summary>
    public static string Users(string prefix, int count) => string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"username":"{{prefix}}_{{i}}"}""" + "\n"));
}
