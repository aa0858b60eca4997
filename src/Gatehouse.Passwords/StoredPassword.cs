namespace Gatehouse.Passwords;

/// <summary>A password as the database holds it.</summary>
/// <param name="Algorithm">How the digest was made.</param>
/// <param name="Digest">The digest in the algorithm's own notation, with its salt and cost. Never to be shown or logged.</param>
public sealed record StoredPassword(PasswordAlgorithm Algorithm, string Digest)
{
    /// <summary>Names the algorithm and keeps the digest out of logs.</summary>
    public override string ToString() => $"{nameof(StoredPassword)} {{ {nameof(Algorithm)} = {Algorithm} }}";
}
