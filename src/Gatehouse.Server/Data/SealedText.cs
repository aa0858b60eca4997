namespace Gatehouse.Server.Data;

/// <summary>A secret as it lies in the database: sealed by <see cref="Sealer"/>, readable only through it.</summary>
internal readonly record struct SealedText(string Cipher)
{
    public override string ToString() => "(sealed)";
}
