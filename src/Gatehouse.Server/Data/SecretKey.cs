using System.Security.Cryptography;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Data;

/// <summary>
/// The installation's secret key: it encrypts the key ring in the database and lives outside of it (SECRET_KEY or SECRET_KEY_FILE).
/// A missing key beside a filled key ring stops the start, because going on would seal new secrets under a key that the other nodes
/// and the backups do not have.
/// </summary>
internal sealed class SecretKey(GatehouseOptions options, DatabaseUrl url)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private byte[]? _key;

    public string FilePath => Path.GetFullPath(options.SecretKeyFile
        ?? (url.SqlitePath is { } path ? Path.Combine(Path.GetDirectoryName(path)!, "gatehouse.key") : Path.Combine("data", "gatehouse.key")));

    /// <summary>
    /// Belongs into the <see cref="StartTurn"/>: of two nodes that find an empty key ring only one may make the key.
    /// </summary>
    /// <param name="ring">The entries of the key ring.</param>
    /// <exception cref="SettingsException">The key is missing, malformed, or not the one of this database.</exception>
    public async Task OpenAsync(IReadOnlyList<string> ring, CancellationToken ct)
    {
        _key = options.SecretKey is { } text ? Settings.DecodeKey("SECRET_KEY", text)
            : await ReadFileAsync(ct) is { } kept ? kept
            : ring.Count == 0 ? CreateFile()
            : throw new SettingsException($"The database holds secrets sealed under a key that is not here: neither SECRET_KEY is set nor does {FilePath} exist. Restore that file from your backup (see SECURITY.md, 'Losing the secret key').");

        foreach (var xml in ring)
        {
            try
            {
                if (KeyRingXml.CipherOf(xml) is { } cipher) Decrypt(cipher);
            }
            catch (CryptographicException problem)
            {
                var source = options.SecretKey is null ? $"The key in {FilePath}" : "SECRET_KEY";
                throw new SettingsException($"{source} does not open this database's key ring: it belongs to another installation (see SECURITY.md, 'Losing the secret key').", problem);
            }
        }
    }

    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(Key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length));
        return box;
    }

    /// <exception cref="CryptographicException">The box was not made with this key, or was changed.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceSize + TagSize) throw new CryptographicException("Too short for a sealed value");
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(Key, TagSize);
        aes.Decrypt(box[..NonceSize], box.Slice(NonceSize, plain.Length), box[^TagSize..], plain);
        return plain;
    }

    private byte[] Key => _key ?? throw new InvalidOperationException("The secret key was not opened yet");

    private async Task<byte[]?> ReadFileAsync(CancellationToken ct)
    {
        try
        {
            return File.Exists(FilePath) ? Settings.DecodeKey($"The file {FilePath}", await File.ReadAllTextAsync(FilePath, ct)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SECRET_KEY_FILE: {FilePath} can't be read: {problem.Message}", problem);
        }
    }

    /// <summary>Written beside its place and then moved there, so that nobody ever reads half a key and no key is overwritten.</summary>
    private byte[] CreateFile()
    {
        var fresh = RandomNumberGenerator.GetBytes(KeySize);
        var draft = FilePath + "." + Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(draft, open))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(fresh) + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, FilePath, overwrite: false);
            return fresh;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SECRET_KEY_FILE: {FilePath} can't be made: {problem.Message}", problem);
        }
    }
}
