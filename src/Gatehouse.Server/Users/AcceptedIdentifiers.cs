using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Users;

/// <summary>The identifiers of the users that a trial run would have made: it writes no rows that a later draft could be held against.</summary>
internal sealed class AcceptedIdentifiers
{
    public KeyDigests Usernames { get; } = new();

    public KeyDigests Emails { get; } = new();

    public KeyDigests Phones { get; } = new();

    public void Add(User user)
    {
        if (user.UsernameKey is { } username) Usernames.Add(username);
        if (user.PrimaryEmailKey is { } email) Emails.Add(email);
        if (user.PrimaryPhone is { } phone) Phones.Add(phone);
    }
}

/// <summary>A set of texts that keeps 16 bytes of each, whatever their lengths: a million of them fit into memory.</summary>
internal sealed class KeyDigests
{
    private readonly HashSet<UInt128> _digests = [];

    public bool Contains(string key) => _digests.Contains(DigestOf(key));

    public void Add(string key) => _digests.Add(DigestOf(key));

    private static UInt128 DigestOf(string key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
