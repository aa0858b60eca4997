namespace Gatehouse.Passwords;

/// <summary>How a stored password was hashed. The names are the values of <c>passwordAlgorithm</c> on the wire.</summary>
public enum PasswordAlgorithm
{
    /// <summary>PHC string of Argon2i (RFC 9106).</summary>
    Argon2i,

    /// <summary>PHC string of Argon2id (RFC 9106); what <see cref="PasswordHashing.Hash"/> makes.</summary>
    Argon2id,

    /// <summary>PHC string of Argon2d (RFC 9106).</summary>
    Argon2d,

    /// <summary>Modular crypt string of bcrypt.</summary>
    Bcrypt,

    /// <summary>Lower-case hex of the unsalted MD5 of the UTF-8 password.</summary>
    MD5,

    /// <summary>Lower-case hex of the unsalted SHA-1 of the UTF-8 password.</summary>
    SHA1,

    /// <summary>Lower-case hex of the unsalted SHA-256 of the UTF-8 password.</summary>
    SHA256,

    /// <summary>JSON text <c>["algorithm", ["argument", "@", …], "expected hash"]</c>; <c>@</c> stands for the password.</summary>
    Legacy,
}
