using System.Runtime.InteropServices;

namespace Gatehouse.Passwords;

/// <summary>
/// Unmanaged memory for one memory-hard hash: zeroed after use, so that no password leaves traces, and kept for the next hash,
/// since the system's page faults on 19 fresh MiB cost about as much as filling them. At most one buffer a processor is kept.
/// </summary>
internal sealed unsafe class ScratchMemory : IDisposable
{
    private const nuint MostBytesKept = 64 * 1024 * 1024;

    // A transparent huge page of Linux: aligned to it, the buffer needs ten entries of the TLB instead of thousands.
    private const nuint Alignment = 2 * 1024 * 1024;

    private static readonly ScratchMemory?[] Idle = new ScratchMemory?[Environment.ProcessorCount];

    private readonly nuint capacity;
    private void* start;
    private nuint used;

    private ScratchMemory(nuint capacity)
    {
        this.capacity = capacity;
        start = NativeMemory.AlignedAlloc(capacity, Alignment);
        NativeMemory.Clear(start, capacity);
    }

    public void* Start => start;

    /// <summary>Gives zeroed memory of at least this many bytes; dispose it to give it back.</summary>
    public static ScratchMemory Rent(nuint bytes)
    {
        for (var i = 0; i < Idle.Length; i++)
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
