namespace Gatehouse.Server.Platform.Secrets;

/// <summary>A secret as it lies in the database: sealed with the key ring, readable only through it.</summary>
internal readonly record struct SealedText(string Cipher)
{
    public override string ToString() => "(sealed)";
}
