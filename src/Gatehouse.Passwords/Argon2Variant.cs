namespace Gatehouse.Passwords;

/// <summary>The variants of RFC 9106; the numbers are the type <c>y</c> of section 3.1.</summary>
public enum Argon2Variant
{
    /// <summary>Memory is addressed by what it holds: strongest against trade-offs, open to side channels.</summary>
    Argon2d = 0,

    /// <summary>Memory is addressed by position only.</summary>
    Argon2i = 1,

    /// <summary>Argon2i for the first half of the first pass, Argon2d afterwards.</summary>
    Argon2id = 2,
}
