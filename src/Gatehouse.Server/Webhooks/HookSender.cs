using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Makes one delivery attempt (contract/management-webhooks.md 5 and 7). Redirects are not followed: an answer that is no 2xx is a failure.
/// Whatever goes wrong is an outcome, only the caller's own cancellation is thrown.
/// </summary>
internal sealed class HookSender(OutboundHttp outbound, Sealer sealer, TimeProvider time) : IDisposable
{
    public const int LongestAnswer = 64 * 1024;
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = outbound.CreateClient(System.Threading.Timeout.InfiniteTimeSpan);

    public async Task<DeliveryOutcome> SendAsync(HookTarget target, byte[] body, string messageId, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            if (HookRequest.ProblemOf(target) is { } problem) return new DeliveryOutcome.Failed("TypeError", problem);
            var now = time.GetUtcNow();
            using var request = HookRequest.Build(target, [.. target.KeysAt(now.UtcDateTime).Select(sealer.Open)], body, messageId, now);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Failed("TimeoutError", $"No answer within {Timeout.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryOutcome.Failed("TypeError", failure.Message);
        }
        catch (CryptographicException)
        {
            return new DeliveryOutcome.Failed("TypeError", "The signing key can't be read any more; rotate it");
        }
        catch (Exception failure)
        {
            // A URL that the HTTP client takes for none. Its message might name the URL.
            return new DeliveryOutcome.Failed("TypeError", failure.GetType().Name);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The status decides; a body that never ends or breaks off changes nothing.</summary>
    private static async Task<DeliveryOutcome> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        byte[] body;
        try
        {
            body = await OutboundHttp.ReadBeginningAsync(response, LongestAnswer + 1, ct);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            body = [];
        }

        var isCut = body.Length > LongestAnswer;
        return new DeliveryOutcome.Answered((int)response.StatusCode, Encoding.UTF8.GetString(isCut ? body.AsSpan(0, LongestAnswer) : body), isCut);
    }
}
