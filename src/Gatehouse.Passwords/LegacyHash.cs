namespace Gatehouse.Passwords;

/// <summary>What a legacy digest says about how its hash is made; the arguments have been checked.</summary>
internal abstract class LegacyHash
{
    /// <summary>The hash of a password in the notation of the expected one.</summary>
    public abstract string Compute(ReadOnlySpan<byte> password);
}
