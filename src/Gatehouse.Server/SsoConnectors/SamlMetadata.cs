using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>What a SAML identity provider says of itself (SAML 2.0 metadata, section 2.4.3).</summary>
internal static class SamlMetadata
{
    private static readonly XNamespace Saml = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    /// <summary>Without document types and external entities: the document is somebody else's.</summary>
    public static Checked<JsonText> Read(string xml)
    {
        try
        {
            using var text = new StringReader(xml);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1_000_000 });
            var entity = XDocument.Load(reader).Descendants(Saml + "EntityDescriptor").FirstOrDefault(found => found.Element(Saml + "IDPSSODescriptor") is not null);
            var provider = entity?.Element(Saml + "IDPSSODescriptor");
            var endpoints = provider?.Elements(Saml + "SingleSignOnService").ToList() ?? [];
            var endpoint = (endpoints.Find(found => (string?)found.Attribute("Binding") == Redirect) ?? endpoints.FirstOrDefault())?.Attribute("Location")?.Value;
            var certificate = provider?.Elements(Saml + "KeyDescriptor").Where(key => (string?)key.Attribute("use") != "encryption")
                .Descendants(Signature + "X509Certificate").FirstOrDefault()?.Value;
            return entity?.Attribute("entityID")?.Value is { Length: > 0 } entityId && endpoint is { Length: > 0 } && certificate is { Length: > 0 }
                ? Of(entityId, endpoint, certificate) : SsoRules.InvalidProvider("The metadata names no identity provider with an endpoint and a certificate");
        }
        catch (XmlException)
        {
            return SsoRules.InvalidProvider("The metadata is not XML that can be read here");
        }
    }

    /// <param name="certificate">PEM, or base64 without its frame.</param>
    public static Checked<JsonText> Of(string entityId, string signInEndpoint, string certificate)
    {
        try
        {
            using var parsed = certificate.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(certificate) : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
            var (pem, expiresAt) = (parsed.ExportCertificatePem(), parsed.NotAfter.ToUniversalTime().ToEpochMilliseconds());
            return JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("entityId", entityId);
                json.WriteString("signInEndpoint", signInEndpoint);
                json.WriteString("x509Certificate", pem);
                json.WriteNumber("certificateExpiresAt", expiresAt);
                json.WriteEndObject();
            });
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or ArgumentException)
        {
            return SsoRules.InvalidProvider("The certificate can't be read");
        }
    }
}
