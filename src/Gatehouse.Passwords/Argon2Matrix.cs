namespace Gatehouse.Passwords;

/// <summary>
/// The matrix B of RFC 9106 section 3.2: <c>p</c> lanes of <c>q</c> blocks, cut into four slices. Fills it pass by pass.
/// </summary>
internal readonly unsafe ref struct Argon2Matrix
{
    private const int SyncPoints = 4;

    private readonly CompressBlocks compress;
    private readonly Argon2Variant variant;
    private readonly int version;
    private readonly int passes;
    private readonly int lanes;
    private readonly int segmentLength;
    private readonly ulong* blocks;

    public Argon2Matrix(CompressBlocks compress, Argon2Variant variant, int version, Argon2Cost cost, ulong* blocks)
    {
        this.compress = compress;
        this.variant = variant;
        this.version = version;
        this.blocks = blocks;
        passes = cost.Iterations;
        lanes = cost.Parallelism;
        segmentLength = cost.MemoryKiB / (SyncPoints * lanes);
    }

    public int LaneLength => SyncPoints * segmentLength;

    /// <summary>Number of blocks m' that this cost needs: m rounded down to a multiple of 4p.</summary>
    public static int BlockCount(Argon2Cost cost) => cost.MemoryKiB / (SyncPoints * cost.Parallelism) * (SyncPoints * cost.Parallelism);

    public ulong* Block(int lane, int column) =>
        blocks + ((((nuint)lane * (nuint)LaneLength) + (nuint)column) * BlockCompression.BlockWords);

    /// <summary>
    /// Steps 5 and 6, from the first two blocks of each lane. The lanes of a slice are filled one after the other, which gives
    /// the same result: a server's processors are kept busy by other sign-ins, and one sign-in must not occupy several.
    /// </summary>
    public void Fill()
    {
        for (var pass = 0; pass < passes; pass++)
        {
            for (var slice = 0; slice < SyncPoints; slice++)
            {
                for (var lane = 0; lane < lanes; lane++)
                    FillSegment(pass, slice, lane);
            }
        }
    }

    private void FillSegment(int pass, int slice, int lane)
    {
        // 3.4.1.3: Argon2id addresses like Argon2i in the first two slices of the first pass.
        var independent = variant == Argon2Variant.Argon2i || (variant == Argon2Variant.Argon2id && pass == 0 && slice < 2);
        var first = pass == 0 && slice == 0 ? 2 : 0;

        // Version 0x10 overwrote blocks in later passes; since 0x13 the new block is XORed into the old one.
        var xorIntoOld = pass > 0 && version != Argon2.Version10;

        var zero = stackalloc ulong[BlockCompression.BlockWords];
        var input = stackalloc ulong[BlockCompression.BlockWords];
        var addresses = stackalloc ulong[BlockCompression.BlockWords];

        // 3.4.1.2: Z = LE64(r) || LE64(l) || LE64(sl) || LE64(m') || LE64(t) || LE64(y), then a counter.
        input[0] = (ulong)pass;
        input[1] = (ulong)lane;
        input[2] = (ulong)slice;
        input[3] = (ulong)lanes * (ulong)LaneLength;
        input[4] = (ulong)passes;
        input[5] = (ulong)variant;

        for (var index = first; index < segmentLength; index++)
        {
            var column = (slice * segmentLength) + index;
            var previous = Block(lane, (column == 0 ? LaneLength : column) - 1);
            ulong pseudoRandom;
            if (independent)
            {
                if (index == first || index % BlockCompression.BlockWords == 0)
                {
                    input[6]++;
                    compress(zero, input, addresses, false);
                    compress(zero, addresses, addresses, false);
                }

                pseudoRandom = addresses[index % BlockCompression.BlockWords];
            }
            else
            {
                // 3.4.1.1: J_1 and J_2 are the first 64 bits of the previous block.
                pseudoRandom = *previous;
            }

            compress(previous, Reference(pass, slice, lane, index, pseudoRandom), Block(lane, column), xorIntoOld);
        }
    }

    // 3.4.2: from J_1 || J_2 to the reference block.
    private ulong* Reference(int pass, int slice, int lane, int index, ulong pseudoRandom)
    {
        // In the first slice no other lane has blocks yet.
        var referenceLane = pass == 0 && slice == 0 ? lane : (int)((pseudoRandom >> 32) % (ulong)lanes);
        var finished = (pass == 0 ? slice : SyncPoints - 1) * segmentLength;

        // The own segment counts without its newest block; of other lanes, the last block is left out at the start of a segment.
        var area = referenceLane == lane ? finished + index - 1
            : index == 0 ? finished - 1
            : finished;

        var x = (ulong)(uint)pseudoRandom;
        x = (x * x) >> 32;
        var position = area - 1 - (int)(((ulong)area * x) >> 32);
        var start = pass == 0 || slice == SyncPoints - 1 ? 0 : (slice + 1) * segmentLength;
        return Block(referenceLane, (start + position) % LaneLength);
    }
}
