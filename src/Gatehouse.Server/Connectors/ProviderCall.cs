using System.Net;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.Connectors;

/// <summary>One HTTP request to a message provider, through the guard against addresses of the inside.</summary>
internal sealed class ProviderCall(OutboundHttp outbound) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client = outbound.CreateClient(Timeout);

    /// <summary>Any 2xx is a success; nothing of the answer's body is passed on, it is somebody else's.</summary>
    public async Task<Checked<Done>> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return response switch
            {
                { IsSuccessStatusCode: true } => new Done(),
                { StatusCode: HttpStatusCode.TooManyRequests } => ConnectorRefusals.RateLimitExceeded,
                _ => ConnectorRefusals.General($"The provider answered with status {(int)response.StatusCode}."),
            };
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

    /// <summary>Headers that a configuration names; one that HTTP does not allow there is left out.</summary>
    public static void AddHeaders(HttpRequestMessage request, Delivery delivery)
    {
        if (delivery.Setting("authorization") is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", OneLine(authorization));
        foreach (var (name, value) in delivery.Headers()) request.Headers.TryAddWithoutValidation(name, OneLine(value));
    }

    public void Dispose() => _client.Dispose();

    private static string OneLine(string value) => value.Replace('\r', ' ').Replace('\n', ' ');
}
