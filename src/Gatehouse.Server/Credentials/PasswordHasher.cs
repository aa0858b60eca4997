using System.Security.Cryptography;
using Gatehouse.Passwords;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// Hashes and verifies passwords on threads of its own, few of them, behind a queue with an end: a flood of sign-ins can use up neither
/// the threads nor the memory that other requests need. Beyond the queue the caller is told to come back (429 with Retry-After).
/// </summary>
internal sealed class PasswordHasher : IDisposable
{
    private const int SaltLength = 16;
    private readonly object _turn = new();
    private readonly LinkedList<Job> _waiting = new();
    private readonly int _threads;
    private readonly int _mostWaiting;
    private readonly Lazy<StoredPassword> _decoy;
    private int _running;
    private bool _isStarted;
    private bool _isStopping;

    public PasswordHasher(GatehouseOptions options)
    {
        _threads = options.PasswordHashConcurrency > 0 ? options.PasswordHashConcurrency : Math.Max(1, Environment.ProcessorCount - 1);
        _mostWaiting = options.PasswordHashQueue;
        _decoy = new(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));
    }

    /// <summary>What new passwords are hashed with: Argon2id with 19 MiB, 2 passes, 1 lane (OWASP's recommendation).</summary>
    public static Argon2Cost Cost => Argon2Cost.Default;

    public Task<Checked<StoredPassword>> HashAsync(string password, CancellationToken ct) => RunAsync(() => Hash(password), ct);

    /// <summary>
    /// Whether it is the password. Costs about the same whatever is stored: without a slow hash of its own, a decoy is hashed beside it,
    /// so that time tells nobody which accounts have a password, or an imported one.
    /// </summary>
    public Task<Checked<bool>> VerifyAsync(string password, StoredPassword? stored, CancellationToken ct) => RunAsync(() =>
    {
        var isRight = stored is not null && PasswordHashing.Verify(password, stored);
        if (stored?.Algorithm is not (PasswordAlgorithm.Argon2id or PasswordAlgorithm.Argon2i or PasswordAlgorithm.Argon2d or PasswordAlgorithm.Bcrypt))
            PasswordHashing.Verify(password, _decoy.Value);
        return isRight;
    }, ct);

    /// <summary>Nobody waits for a password once the server has stopped; the threads end after the hash that they are at.</summary>
    public void Dispose()
    {
        List<Job> abandoned;
        lock (_turn)
        {
            _isStopping = true;
            abandoned = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_turn);
        }

        foreach (var job in abandoned) job.Cancel();
    }

    private static StoredPassword Hash(string password) => PasswordHashing.Hash(password, RandomNumberGenerator.GetBytes(SaltLength), Cost);

    private async Task<Checked<T>> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = new Job(() => Complete(done, work), () => done.TrySetCanceled(ct));
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            // A thread that is free but has not woken yet counts: its job is not one that waits.
            if (_running + _waiting.Count >= _threads + _mostWaiting)
                return new Refusal("password.hashing_busy", StatusCodes.Status429TooManyRequests) { RetryAfter = 1 };
            StartThreads();
            _waiting.AddLast(job);
            Monitor.Pulse(_turn);
        }

        await using var registration = ct.Register(() => GiveUp(job));
        return await done.Task;
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.TrySetResult(work());
        }
        catch (Exception problem)
        {
            done.TrySetException(problem);
        }
    }

    /// <summary>The caller has gone: the place in the queue is free at once. A hash that runs already runs to its end.</summary>
    private void GiveUp(Job job)
    {
        bool wasWaiting;
        lock (_turn) wasWaiting = _waiting.Remove(job);
        if (wasWaiting) job.Cancel();
    }

    /// <summary>At the first password only: each thread keeps the memory of a hash.</summary>
    private void StartThreads()
    {
        if (_isStarted) return;
        _isStarted = true;
        for (var number = 1; number <= _threads; number++)
            new Thread(Work) { IsBackground = true, Name = $"password hash {number}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    private void Work()
    {
        while (Next() is { } job)
        {
            job.Run();
            lock (_turn) _running--;
        }
    }

    private Job? Next()
    {
        lock (_turn)
        {
            while (_waiting.First is null && !_isStopping) Monitor.Wait(_turn);
            if (_waiting.First is not { } first) return null;
            _waiting.RemoveFirst();
            _running++;
            return first.Value;
        }
    }

    private sealed class Job(Action run, Action cancel)
    {
        public void Run() => run();

        /// <summary>In place of running it.</summary>
        public void Cancel() => cancel();
    }
}
