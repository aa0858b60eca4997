using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Finds the owners of passkeys. Whatever binds a passkey to a user or takes it away says so here, inside the same change; with a user
/// their entries go.
/// </summary>
internal sealed class PasskeyIndex(GatehouseDb db, UnitOfWork work)
{
    /// <param name="credentialId">Base64url.</param>
    /// <returns>As read; null when it is nobody's.</returns>
    public async Task<User?> FindOwnerAsync(string credentialId, CancellationToken ct)
    {
        var digest = DigestOf(credentialId);
        var owner = await db.UserPasskeys.Where(passkey => passkey.CredentialDigest == digest)
            .Join(db.Users, passkey => passkey.UserId, user => user.Id, (_, user) => user).AsNoTracking().SingleOrDefaultAsync(ct);
        // The row says what is bound, the index only where to look.
        return owner is not null && MfaVerification.ListOf(owner.MfaVerifications).Any(factor => factor.CredentialId == credentialId) ? owner : null;
    }

    /// <summary>A credential that somebody has already is refused when the change is saved.</summary>
    /// <param name="factors">Of any type.</param>
    public void Add(User user, IEnumerable<MfaVerification> factors) => db.UserPasskeys.AddRange(factors.Where(factor => factor.CredentialId is not null).Select(passkey => new UserPasskey
    {
        TenantId = user.TenantId, CredentialDigest = DigestOf(passkey.CredentialId!), UserId = user.Id, VerificationId = passkey.Id,
    }));

    /// <param name="verificationId">Of a factor of any type.</param>
    public void Remove(User user, string verificationId) =>
        work.Run(ct => db.UserPasskeys.Where(passkey => passkey.UserId == user.Id && passkey.VerificationId == verificationId).ExecuteDeleteAsync(ct));

    private static string DigestOf(string credentialId) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(credentialId)));
}
