using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Keys;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// What proves that a form was posted by a page of ours in the browser that it was made for: 48 hex digits, random part, end of life and a
/// keyed digest over both and over what the browser holds in a signed cookie. No row is needed. The random part makes each answer's token
/// another one, so that compressed answers give nothing of it away.
/// </summary>
/// <param name="purpose">Tokens of one purpose are worth nothing for another.</param>
internal sealed class FormToken(CookieKeys keys, string purpose)
{
    /// <summary>The field of a form that holds it.</summary>
    public const string Field = "xsrf";

    private const int NonceOctets = 8;
    private const int TimeOctets = 4;
    private const int TagOctets = 12;

    /// <param name="holder">What only this browser can show: the id of its interaction, the secret of its session.</param>
    public string Make(string holder, DateTimeOffset expires)
    {
        Span<byte> token = stackalloc byte[NonceOctets + TimeOctets + TagOctets];
        RandomNumberGenerator.Fill(token[..NonceOctets]);
        BinaryPrimitives.WriteUInt32BigEndian(token[NonceOctets..], (uint)expires.ToUnixTimeSeconds());
        Tag(keys.NewestFirst[0], token[..^TagOctets], holder).CopyTo(token[^TagOctets..]);
        return Convert.ToHexStringLower(token);
    }

    public bool IsGood(string? value, string? holder, DateTimeOffset now)
    {
        const int octets = NonceOctets + TimeOctets + TagOctets;
        Span<byte> token = stackalloc byte[octets];
        if (holder is null || value is not { Length: 2 * octets }) return false;
        if (Convert.FromHexString(value, token, out _, out _) != OperationStatus.Done) return false;
        var isOurs = false;
        foreach (var key in keys.NewestFirst)
            isOurs |= CryptographicOperations.FixedTimeEquals(Tag(key, token[..^TagOctets], holder), token[^TagOctets..]);
        return isOurs && now.ToUnixTimeSeconds() < BinaryPrimitives.ReadUInt32BigEndian(token[NonceOctets..]);
    }

    private byte[] Tag(byte[] key, ReadOnlySpan<byte> made, string holder) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{Convert.ToHexStringLower(made)}\n{holder}"))[..TagOctets];
}
