using System.Net.Http.Headers;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>How large an upload may be, and what is left of one that breaks off and of a job long ago.</summary>
public sealed class ImportLimitTests
{
    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_however_it_is_sent_and_leaves_nothing()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.ImportSizeLimit)] = "2" });
        var exact = new byte[2 << 20];
        Array.Fill(exact, (byte)'\n');
        (await server.Api.SendFileAsync("/api/users/import", exact)).Expect(202);
        (await server.Api.SendFileAsync("/api/users/import", [.. exact, (byte)'\n'])).Expect(413, "request.upload_too_large");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/import") { Content = new StreamContent(new MemoryStream([.. exact, (byte)'\n'])) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(BulkCalls.Ndjson);
        request.Headers.TransferEncodingChunked = true;
        using var response = await server.Api.SendAsync(request);
        (await Answer.ReadAsync(response)).Expect(413, "request.upload_too_large");
        await server.Api.EndOfJobAsync((await server.Api.GetAnswerAsync("/api/jobs")).Json[0].GetProperty("id").GetString()!);
        Assert.Equal(1, await server.InDatabaseAsync(db => db.Set<Job>().CountAsync()));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var stop = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/import") { Content = new StreamContent(new Endless(server, stop)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(BulkCalls.Ndjson);
        await Assert.ThrowsAnyAsync<Exception>(() => server.Api.SendAsync(request, stop.Token));
        await Eventually.Async(() => server.InDatabaseAsync(db => db.Set<Job>().CountAsync()), count => count == 0, "the job to go");
        Assert.Equal(0, await server.InDatabaseAsync(db => db.Set<JobChunk>().CountAsync()));
    }

    [Fact]
    public async Task A_job_is_forgotten_with_its_errors_and_results_after_its_time()
    {
        await using var server = await TestServer.StartAsync();
        var job = await server.Api.ImportAsync("{}\nx\n");
        var forget = server.Services.GetRequiredService<ForgetJobs>();
        server.Clock.Advance(TimeSpan.FromDays(29));
        await forget.ExecuteAsync(CancellationToken.None);
        Assert.Equal((1, 1, 1), await CountAsync(server));
        server.Clock.Advance(TimeSpan.FromDays(2));
        await forget.ExecuteAsync(CancellationToken.None);
        Assert.Equal((0, 0, 0), await CountAsync(server));
        Assert.Equal(2, job["processed"].GetInt32());
    }

    private static Task<(int, int, int)> CountAsync(TestServer server) => server.InDatabaseAsync(async db =>
        (await db.Set<Job>().CountAsync(), await db.Set<JobError>().CountAsync(), await db.Set<JobChunk>().CountAsync()));

    /// <summary>Gives bytes until the server has kept some of them, then breaks off.</summary>
    private sealed class Endless(TestServer server, CancellationTokenSource stop) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await server.InDatabaseAsync(db => db.Set<JobChunk>().AnyAsync(cancellationToken))) await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            buffer.Span.Fill((byte)'\n');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
