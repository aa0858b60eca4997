using System.Runtime.InteropServices;

namespace Gatehouse.Passwords;

/// <summary>
/// Unmanaged memory for one memory-hard hash: wiped after use, so that no password leaves traces, and kept for the next hash,
/// since the system's page faults on 19 fresh MiB cost about as much as filling them. At most one buffer a processor is kept.
/// </summary>
internal sealed unsafe class ScratchMemory : IDisposable
{
    private const nuint MostBytesKept = 64 * 1024 * 1024;

    // A huge page of Linux: where the system gives them unasked, an aligned buffer needs ten entries of the TLB, not thousands.
    private const nuint Alignment = 2 * 1024 * 1024;

    private static readonly ScratchMemory?[] Idle = new ScratchMemory?[Environment.ProcessorCount];

    private readonly nuint capacity;
    private void* start;
    private nuint used;

    private ScratchMemory(nuint capacity)
    {
        this.capacity = capacity;
        start = NativeMemory.AlignedAlloc(capacity, Alignment);
    }

    public void* Start => start;

    /// <summary>Gives memory of at least this many bytes, with anything in it; dispose it to wipe it and give it back.</summary>
    public static ScratchMemory Rent(nuint bytes)
    {
        // A buffer that is too small makes way for one that will serve both, unless that one would not be kept.
        for (var i = 0; i < Idle.Length && bytes <= MostBytesKept; i++)
        {
            var memory = Interlocked.Exchange(ref Idle[i], null);
            if (memory is null)
                continue;
            if (memory.capacity >= bytes)
                return memory.Use(bytes);
            memory.Free();
        }

        return new ScratchMemory(bytes).Use(bytes);
    }

    public void Dispose()
    {
        NativeMemory.Clear(start, used);
        if (capacity <= MostBytesKept)
        {
            for (var i = 0; i < Idle.Length; i++)
            {
                if (Interlocked.CompareExchange(ref Idle[i], this, null) is null)
                    return;
            }
        }

        Free();
    }

    private ScratchMemory Use(nuint bytes)
    {
        used = bytes;
        return this;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(start);
        start = null;
    }
}
