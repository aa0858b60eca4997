using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>
/// GET /api/jobs/:jobId/errors: the rows that failed, by line, in the caller's language: a page of them, or all of them as NDJSON
/// (<c>format=ndjson</c>, or an <c>Accept</c> that names it). Ours (docs/bulk.md).
/// </summary>
internal sealed class ListJobErrorsEndpoint(FindJob find, GatehouseDb db, Phrases phrases) : IApiEndpoint
{
    private const int PieceSize = 1000;

    private static readonly Field<string> Format = Schemas.OneOf("json", "ndjson").Optional("format");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Format), Paging = Paging.Mandatory, Answer = Schemas.ListOf(JobErrorObject.Shape), Downloads = [RecordFormats.Ndjson],
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ExecuteAsync(call.Param("jobId"), call.Aborted)).TryGet(out var job, out var missing)) return missing;
        var language = phrases.Negotiate(call.Headers.AcceptLanguage);
        var errors = db.JobErrors.AsNoTracking().Where(error => error.JobId == job.Id);
        var asFile = call.Query.Get(Format) is { } format ? format == "ndjson" : call.Headers.Accept.ToString().Contains("ndjson", StringComparison.OrdinalIgnoreCase);
        if (asFile) return await ApiResult.FileAsync(RecordFormat.Ndjson.MediaType(), $"{job.Id}-errors.ndjson", AllAsync(errors, language, call.Aborted), call.Aborted);

        var page = await errors.OrderBy(error => error.Line).Skip((int)Math.Min(call.Page!.Offset, int.MaxValue)).Take(call.Page.Size).ToListAsync(call.Aborted);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var error in page) JobErrorObject.Write(json, error, phrases, language);
            json.WriteEndArray();
        }), job.Failed);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> AllAsync(
        IQueryable<JobError> errors, string language, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = 0L;
        while (true)
        {
            var piece = await errors.Where(error => error.Line > last).OrderBy(error => error.Line).Take(PieceSize).ToListAsync(ct);
            if (piece.Count == 0) yield break;
            var buffer = new ArrayBufferWriter<byte>();
            foreach (var error in piece)
            {
                using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions)) JobErrorObject.Write(json, error, phrases, language);
                buffer.Write("\n"u8);
            }

            yield return buffer.WrittenMemory;
            last = piece[^1].Line;
        }
    }
}
