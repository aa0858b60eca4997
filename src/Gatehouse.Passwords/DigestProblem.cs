namespace Gatehouse.Passwords;

/// <summary>Why a digest cannot be imported.</summary>
public enum DigestProblem
{
    /// <summary>It can be.</summary>
    None,

    /// <summary>It is not in the algorithm's notation, or verifying it would cost too much.</summary>
    InvalidFormat,

    /// <summary>A <see cref="PasswordAlgorithm.Legacy"/> digest names a hash that is not known here.</summary>
    UnsupportedAlgorithm,
}
