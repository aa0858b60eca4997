using Gatehouse.Server.Platform.Secrets;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Data;

/// <summary>Seals secrets that must be read back (signing keys, cookie keys) for storage, under the key ring.</summary>
internal sealed class Sealer(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Gatehouse.Sealed");

    public SealedText Seal(string plain) => new(_protector.Protect(plain));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring does not have the key any more.</exception>
    public string Open(SealedText secret) => _protector.Unprotect(secret.Cipher);
}
