using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Gatehouse.Passwords;

/// <summary>The UTF-8 bytes of a password, wiped when disposed. The characters are taken as given, without normalisation.</summary>
internal sealed class PasswordBytes : IDisposable
{
    private readonly byte[] buffer;
    private readonly int length;

    private PasswordBytes(byte[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    /// <summary>Null when the text has a lone surrogate and thus no UTF-8 form.</summary>
    public static PasswordBytes? TryEncode(ReadOnlySpan<char> password)
    {
        // Pinned, so that the garbage collector leaves no copy behind.
        var buffer = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(password.Length), pinned: true);
        var status = Utf8.FromUtf16(password, buffer, out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
            return new PasswordBytes(buffer, written);
        CryptographicOperations.ZeroMemory(buffer);
        return null;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(buffer);
}
