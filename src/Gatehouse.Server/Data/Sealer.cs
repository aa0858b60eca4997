using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Data;

/// <summary>Seals secrets that must be read back (signing keys, cookie keys) for storage, under the key ring.</summary>
internal sealed class Sealer(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Gatehouse.Sealed");

    public SealedText Seal(string plain) => new(protector.Protect(plain));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring does not have the key any more.</exception>
    public string Open(SealedText secret) => protector.Unprotect(secret.Cipher);
}
