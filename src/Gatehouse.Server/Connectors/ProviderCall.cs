using System.Net;
using System.Net.Http.Headers;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.Connectors;

/// <summary>One HTTP request to a message or social provider, through the guard against addresses of the inside.</summary>
internal sealed class ProviderCall(OutboundHttp outbound) : IDisposable
{
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly ProductInfoHeaderValue Agent = new("Gatehouse", null);
    private readonly HttpClient _client = outbound.CreateClient(Timeout);

    /// <summary>Any 2xx is a success; nothing of the answer's body is passed on, it is somebody else's.</summary>
    public Task<Checked<Done>> SendAsync(HttpRequestMessage request, CancellationToken ct) => CallAsync<Done>(
        request,
        (response, _) => Task.FromResult<Checked<Done>>(response.IsSuccessStatusCode ? new Done() : ConnectorRefusals.General($"The provider answered with status {(int)response.StatusCode}.")),
        ct);

    /// <summary>The answer, unless it says that the provider itself is unwell (5xx) or overrun.</summary>
    public Task<Checked<ProviderAnswer>> AskAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.UserAgent.Add(Agent);
        return CallAsync<ProviderAnswer>(
            request,
            async (response, patience) => (int)response.StatusCode >= 500
                ? ConnectorRefusals.General($"The provider answered with status {(int)response.StatusCode}.")
                : new ProviderAnswer(response.StatusCode, await OutboundHttp.ReadBodyAsync(response, LongestAnswer, patience)),
            ct);
    }

    /// <summary>Headers that a configuration names; one that HTTP does not allow there is left out.</summary>
    public static void AddHeaders(HttpRequestMessage request, Delivery delivery)
    {
        if (delivery.Setting("authorization") is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", OneLine(authorization));
        foreach (var (name, value) in delivery.Headers()) request.Headers.TryAddWithoutValidation(name, OneLine(value));
    }

    public void Dispose() => _client.Dispose();

    private async Task<Checked<T>> CallAsync<T>(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<Checked<T>>> read, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.StatusCode == HttpStatusCode.TooManyRequests ? ConnectorRefusals.RateLimitExceeded : await read(response, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ConnectorRefusals.General($"The provider did not answer within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (OutboundRefusedException refused)
        {
            return ConnectorRefusals.General(refused.Message);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return ConnectorRefusals.General("The provider could not be reached.");
        }
    }

    private static string OneLine(string value) => value.Replace('\r', ' ').Replace('\n', ' ');
}

/// <summary>What a provider answered. It has no text form: there may be tokens in it.</summary>
internal sealed class ProviderAnswer(HttpStatusCode status, byte[] body)
{
    public HttpStatusCode Status => status;

    public byte[] Body => body;

    public bool IsSuccess => (int)status is >= 200 and < 300;
}
