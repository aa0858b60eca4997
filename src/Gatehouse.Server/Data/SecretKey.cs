using System.Security.Cryptography;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>
/// The installation's secret key: it encrypts the key ring in the database and lives outside of it (SECRET_KEY or SECRET_KEY_FILE).
/// A missing key beside a filled key ring stops the start, because going on would seal new secrets under a key that the other nodes
/// and the backups do not have.
/// </summary>
internal sealed class SecretKey(GatehouseOptions options, DatabaseUrl url)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private byte[]? _key;

    public string FilePath => Path.GetFullPath(options.SecretKeyFile
        ?? (url.SqlitePath is { } path ? Path.Combine(Path.GetDirectoryName(path)!, "gatehouse.key") : Path.Combine("data", "gatehouse.key")));

    /// <exception cref="SettingsException">The key is missing, malformed, or not the one of this database.</exception>
    public async Task OpenAsync(GatehouseDb db, CancellationToken ct)
    {
        var ring = await db.KeyRing.AsNoTracking().ToListAsync(ct);
        if (options.SecretKey is { } text) _key = Settings.DecodeKey("SECRET_KEY", text);
        else if (File.Exists(FilePath)) _key = Settings.DecodeKey($"The file {FilePath}", await File.ReadAllTextAsync(FilePath, ct));
        else if (ring.Count > 0)
            throw new SettingsException($"The database holds secrets sealed under a key that is not here: neither SECRET_KEY is set nor does {FilePath} exist. Restore that file from your backup (see SECURITY.md, 'Losing the secret key').");
        else _key = CreateFile();

        foreach (var row in ring)
        {
            try
            {
                Decrypt(KeyRingXml.CipherOf(row.Xml));
            }
            catch (CryptographicException)
            {
                throw new SettingsException("The secret key does not open this database's key ring: it belongs to another installation (see SECURITY.md, 'Losing the secret key').");
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

    private byte[] CreateFile()
    {
        var fresh = RandomNumberGenerator.GetBytes(32);
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(FilePath, open);
        file.WriteLine(Convert.ToBase64String(fresh));
        return fresh;
    }
}
