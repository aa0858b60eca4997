using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Gatehouse.Server.Data;

/// <summary>Keeps the data-protection key ring in the database, so that every node and every backup has it.</summary>
internal sealed class KeyRingXml(DirectConnection direct) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        StoreAsync(element.ToString(SaveOptions.DisableFormatting), friendlyName).GetAwaiter().GetResult();

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        return await DirectConnection.ReadAsync(connection, "SELECT xml FROM key_ring", ct);
    }

    private async Task StoreAsync(string xml, string id)
    {
        await using var connection = await direct.OpenAsync(CancellationToken.None);
        await DirectConnection.ReadAsync(connection, "INSERT INTO key_ring (id, xml) VALUES (@p0, @p1)", CancellationToken.None, id, xml);
    }

    /// <summary>The encrypted part of a key ring entry; null for an entry that holds no key (a revocation).</summary>
    public static byte[]? CipherOf(string xml) =>
        XElement.Parse(xml).Descendants(SecretKeyEncryptor.Element).SingleOrDefault() is { } cipher ? Convert.FromBase64String(cipher.Value) : null;
}

/// <summary>Encrypts the entries of the key ring under the <see cref="SecretKey"/>.</summary>
internal sealed class SecretKeyEncryptor(SecretKey key) : IXmlEncryptor
{
    public const string Element = "sealed";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement(Element, Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString())))), typeof(SecretKeyDecryptor));
}

/// <summary>Found by its name in the key ring's XML and made with the service provider.</summary>
internal sealed class SecretKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<SecretKey>().Decrypt(Convert.FromBase64String(encryptedElement.Value))));
}
