using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Logout;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Outbound;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Grants;

/// <summary>
/// Tells applications that a user signed out (OpenID Connect Back-Channel Logout section 2.5; contract/oidc.md 19), after the user got the
/// answer. Each application has a few places of its own, so that one that is slow or dead delays nobody else; it is tried three times.
/// </summary>
internal sealed class BackchannelLogout(OutboundHttp outbound, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time, ILogger<BackchannelLogout> log)
    : IHostedService, IDisposable
{
    private const int MostWaiting = 10_000;
    private const int MostAtOnceForOneApplication = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)];

    /// <summary>How long notices under way may go on when the server stops.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = outbound.CreateClient(System.Threading.Timeout.InfiniteTimeSpan);
    private readonly ConcurrentDictionary<LogoutNotice, Task> _underWay = new();
    private readonly ConcurrentDictionary<(string TenantId, string ApplicationId), SemaphoreSlim> _places = new();
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Returns at once. An application without an address for it is not told.</summary>
    public void Tell(LogoutNotice notice)
    {
        if (_underWay.Count >= MostWaiting)
        {
            log.LogoutNoticeDropped(notice.ApplicationId, MostWaiting);
            return;
        }

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The same session can't end twice, so neither can its notice be there twice.
        if (!_underWay.TryAdd(notice, begun.Task)) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await DeliverAsync(notice, _abort.Token);
            }
            catch (OperationCanceledException) when (_abort.IsCancellationRequested)
            {
                log.LogoutNoticeFailed(notice.ApplicationId, "", "The server stops");
            }
            catch (Exception problem)
            {
                log.LogoutNoticeBroke(problem, notice.ApplicationId);
            }
            finally
            {
                _underWay.TryRemove(notice, out _);
                begun.SetResult();
            }
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _abort.CancelAfter(StopGrace);
        await Task.WhenAll(_underWay.Values);
    }

    public void Dispose()
    {
        _abort.Dispose();
        _client.Dispose();
        foreach (var places in _places.Values) places.Dispose();
    }

    private async Task DeliverAsync(LogoutNotice notice, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            // Anew each time: address and keys may have changed meanwhile, and the token lives for two minutes only.
            var snapshot = await snapshots.GetAsync(notice.TenantId, ct);
            if (snapshot.Get<ApplicationDirectory>().Find(notice.ApplicationId)?.Metadata is not { BackchannelLogoutUri: { } address } client) return;
            var token = Sign(notice, snapshot.Get<SigningKeys>(), client.BackchannelLogoutSessionRequired ? notice.Sid : null);
            if (await AttemptAsync(notice, address, token, ct) is not { } failure) return;
            log.LogoutNoticeFailed(notice.ApplicationId, address.Host, failure);
            if (attempt == Pauses.Length) return;
            await Task.Delay(Pauses[attempt], time, ct);
        }
    }

    /// <summary>What went wrong, or null.</summary>
    private async Task<string?> AttemptAsync(LogoutNotice notice, Uri address, string token, CancellationToken ct)
    {
        var places = _places.GetOrAdd((notice.TenantId, notice.ApplicationId), _ => new SemaphoreSlim(MostAtOnceForOneApplication));
        await places.WaitAsync(ct);
        try
        {
            using var timeout = new CancellationTokenSource(Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]),
            };
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? null : $"It answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"No answer within {Timeout.TotalSeconds:0} seconds";
        }
        // Its message names the host at most.
        catch (OutboundRefusedException refused)
        {
            return refused.Message;
        }
        catch (HttpRequestException failure)
        {
            return failure.HttpRequestError.ToString();
        }
        finally
        {
            places.Release();
        }
    }

    private string Sign(LogoutNotice notice, SigningKeys keys, string? sid)
    {
        var claims = new LogoutTokenClaims
        {
            Subject = notice.UserId,
            Audience = notice.ApplicationId,
            Issuer = endpoints.Issuer(notice.TenantId),
            IssuedAt = time.GetUtcNow(),
            JwtId = Identifier.Long(),
            SessionId = sid,
        };
        var payload = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options)) claims.Write(writer);
        return keys.Sign(keys.LogoutTokenHeader, payload.WrittenSpan);
    }
}
