using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Tests.CommandLine;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>
/// The program as a process that is killed again and again while users are changed, and what must be true of it afterwards: the changes that were
/// acknowledged, in the order in which they were.
/// </summary>
internal sealed class KilledServer(TestDatabase database, string receiverUrl, Random random) : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private readonly int _adminPort = FreePort();
    private HttpClient? _api;
    private ServerProcess? _process;

    /// <summary>By user: the versions whose change was answered with a success, in their order.</summary>
    public Dictionary<string, List<int>> Acknowledged { get; } = [];

    private HttpClient Api => _api!;

    public async Task StartAsync()
    {
        _process = ServerProcess.Start(database.Folder, new Dictionary<string, string>
        {
            ["PORT"] = $"{_port}",
            ["ADMIN_PORT"] = $"{_adminPort}",
            ["LISTEN_ADDRESS"] = "localhost",
            ["DB_URL"] = database.Url,
            ["SECRET_KEY_FILE"] = database.SecretKeyFile,
            ["BOOTSTRAP_M2M_APP_ID"] = TestServer.ApplicationId,
            ["BOOTSTRAP_M2M_APP_SECRET"] = TestServer.ApplicationSecret,
            ["OUTBOUND_ALLOWED_NETWORKS"] = "127.0.0.0/8",
            ["WEBHOOK_LONGEST_PAUSE"] = "1",
        });
        _process.Ignore();
        if (_api is null)
        {
            _api = new HttpClient { BaseAddress = new Uri($"http://localhost:{_port}"), Timeout = TimeSpan.FromSeconds(60) };
            await AnswersAsync();
            await SignInAsync();
            (await _api.PostAnswerAsync("/api/hooks", new { events = (string[])["User.Created", "User.Data.Updated"], config = new { url = receiverUrl } })).Expect(201);
        }
        else
        {
            await AnswersAsync();
        }
    }

    /// <summary>Changes users from several sides until the server is killed: at some moment of it, or soon after the first answer.</summary>
    public async Task ChangeUntilKilledAsync(bool waitsForAnswer)
    {
        var before = Count();
        using var end = new CancellationTokenSource();
        var changing = ChangeAsync(end.Token);
        if (waitsForAnswer) await Eventually.Async(() => Task.FromResult(Count()), count => count > before, "an answer");
        await Task.Delay(AnyMoment(), CancellationToken.None);
        _process!.Kill();
        await end.CancelAsync();
        await changing;
    }

    /// <summary>Changes users from several sides until there is no server any more, or the end.</summary>
    public Task ChangeAsync(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                string? user = null;
                for (var version = 0; version < 6 && !end.IsCancellationRequested; version++) user = await ChangeAsync(user, version);
            }
            catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
            {
                // Not acknowledged: it may have happened or not.
                return;
            }
        }
    }));

    /// <summary>
    /// Copies the database as a SIGKILL at this moment would leave it: the process stands still meanwhile, and what it has written is what the
    /// copy has.
    /// </summary>
    /// <returns>What was acknowledged by then.</returns>
    public async Task<Dictionary<string, int[]>> CopyAsync(string folder)
    {
        await _process!.SignalAsync("STOP");
        try
        {
            foreach (var file in Directory.EnumerateFiles(database.Folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            lock (Acknowledged) return Acknowledged.ToDictionary(user => user.Key, user => user.Value.ToArray());
        }
        finally
        {
            await _process.SignalAsync("CONT");
        }
    }

    public int Count()
    {
        lock (Acknowledged) return Acknowledged.Sum(user => user.Value.Count);
    }

    /// <summary>The version of a user as it is now; null when there is none.</summary>
    public async Task<int?> VersionAsync(string user)
    {
        var answer = await Api.GetAnswerAsync("/api/users/" + user);
        return answer.Status == HttpStatusCode.NotFound ? null : int.Parse(answer.Expect(200)["name"].GetString()!);
    }

    /// <summary>A moment within what a round takes.</summary>
    public TimeSpan AnyMoment() => TimeSpan.FromMilliseconds(random.Next(5, 150));

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _api?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ChangeAsync(string? user, int version)
    {
        using var answer = user is null
            ? await Api.PostAsync("/api/users", Body(version)) : await Api.PatchAsync("/api/users/" + user, Body(version));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        lock (Acknowledged)
        {
            if (!Acknowledged.TryGetValue(id, out var versions)) Acknowledged[id] = versions = [];
            versions.Add(version);
        }

        return id;
    }

    private static StringContent Body(int version) => new($$"""{"name":"{{version}}"}""", Encoding.UTF8, "application/json");

    private async Task SignInAsync()
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = TestServer.ApplicationId, ["client_secret"] = TestServer.ApplicationSecret,
            ["resource"] = "https://default.logto.app/api", ["scope"] = "all",
        };
        using var answer = await Api.PostAsync("/oidc/token", new FormUrlEncodedContent(form));
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString();
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task AnswersAsync()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(120); await Task.Delay(5))
        {
            try
            {
                if ((await Api.GetAnswerAsync("/api/status")).Status == HttpStatusCode.NoContent) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        Assert.Fail("The server did not answer within two minutes");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>With the seed, to be named when something fails.</summary>
    public static (Random Random, int Seed) Chance()
    {
        var seed = Random.Shared.Next();
        return (new Random(seed), seed);
    }

    /// <summary>A receiver that refuses, breaks off and dawdles.</summary>
    public static async Task<Receiver> MoodyAsync(Random random)
    {
        var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            int mood;
            lock (random) mood = random.Next(10);
            if (mood == 0) http.Response.StatusCode = 500;
            else if (mood == 1) http.Abort();
            else if (mood == 2) await Task.Delay(40, CancellationToken.None);
        };
        return receiver;
    }

    /// <summary>Waits until every change of these came.</summary>
    public static async Task ArrivedAsync(Dictionary<string, int[]> acknowledged, Func<IReadOnlyList<Received>> arrived, int seed) => await Eventually.Async(
        () =>
        {
            var told = arrived().Select(Change).ToHashSet();
            return Task.FromResult(acknowledged.SelectMany(user => user.Value, (user, version) => (user.Key, version)).Where(change => !told.Contains(change)).ToList());
        },
        missing => missing.Count == 0, "every event", missing => $"{missing.Count} missing, for example {missing.FirstOrDefault()}; seed {seed}");

    /// <summary>A repetition may come at any time; what comes for the first time comes behind all that happened before.</summary>
    public static void AssertOrder(IReadOnlyList<Received> arrived, int seed)
    {
        var latest = new Dictionary<string, int>();
        foreach (var (user, version) in arrived.Select(Change).Distinct())
        {
            Assert.True(version > latest.GetValueOrDefault(user, -1), $"User {user}: version {version} came after {latest.GetValueOrDefault(user)}; seed {seed}");
            latest[user] = version;
        }
    }

    private static (string User, int Version) Change(Received told)
    {
        var data = told.Json.GetProperty("data");
        return (data.GetProperty("id").GetString()!, int.Parse(data.GetProperty("name").GetString()!, CultureInfo.InvariantCulture));
    }
}
