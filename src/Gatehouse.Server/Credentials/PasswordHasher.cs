using System.Collections.Concurrent;
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
    private readonly BlockingCollection<Action> _queue;
    private readonly int _threads;
    private readonly Lazy<StoredPassword> _decoy;
    private int _started;

    public PasswordHasher(GatehouseOptions options)
    {
        _threads = options.PasswordHashConcurrency > 0 ? options.PasswordHashConcurrency : Math.Max(1, Environment.ProcessorCount - 1);
        _queue = new BlockingCollection<Action>(options.PasswordHashQueue);
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

    public void Dispose()
    {
        _queue.CompleteAdding();
        _queue.Dispose();
    }

    private static StoredPassword Hash(string password) => PasswordHashing.Hash(password, RandomNumberGenerator.GetBytes(SaltLength), Cost);

    private async Task<Checked<T>> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        StartThreads();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isQueued = _queue.TryAdd(() =>
        {
            // Nobody waits any more: the place in the queue is free without the work.
            if (ct.IsCancellationRequested)
            {
                done.TrySetCanceled(ct);
                return;
            }

            try
            {
                done.SetResult(work());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        if (!isQueued) return new Refusal("password.hashing_busy", StatusCodes.Status429TooManyRequests) { RetryAfter = 1 };
        return await done.Task;
    }

    /// <summary>At the first password only: each thread keeps the memory of a hash.</summary>
    private void StartThreads()
    {
        if (Volatile.Read(ref _started) == 1 || Interlocked.Exchange(ref _started, 1) == 1) return;
        for (var number = 1; number <= _threads; number++)
            new Thread(Work) { IsBackground = true, Name = $"password hash {number}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    private void Work()
    {
        try
        {
            foreach (var work in _queue.GetConsumingEnumerable()) work();
        }
        catch (ObjectDisposedException)
        {
            // The server stops.
        }
    }
}
