using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>Options and credentials as JSON APIs have them (contract/experience-api.md 4.6).</summary>
internal static class PasskeyShapes
{
    private static readonly Schema<string> Transport = Schemas.OneOf("usb", "nfc", "ble", "internal", "cable", "hybrid", "smart-card");

    private static readonly Schema<JsonText> Descriptor = Schemas.ObjectOf(
        Schemas.OneOf("public-key").Required("type"), Schemas.Text.Required("id"), Schemas.ListOf(Schemas.Text).Optional("transports"));

    private static readonly IField Attachment = Schemas.OneOf("cross-platform", "platform").Optional("authenticatorAttachment");

    private static readonly IField ExtensionResults = Schemas.ObjectOf(
        Schemas.Flag.Optional("appid"),
        Schemas.ObjectOf(Schemas.Flag.Optional("rk")).Optional("credProps"),
        Schemas.Flag.Optional("hmacCreateSecret")).Required("clientExtensionResults");

    public static Schema<JsonText> RegistrationOptions { get; } = Schemas.ObjectOf(
        Schemas.ObjectOf(Schemas.Text.Required("name"), Schemas.Text.Optional("id")).Required("rp"),
        Schemas.ObjectOf(Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.Required("displayName")).Required("user"),
        Schemas.Text.Required("challenge"),
        Schemas.ListOf(Schemas.ObjectOf(Schemas.OneOf("public-key").Required("type"), Schemas.Number.Required("alg"))).Required("pubKeyCredParams"),
        Schemas.Number.Optional("timeout"),
        Schemas.ListOf(Descriptor).Optional("excludeCredentials"),
        Schemas.ObjectOf(
            Schemas.Flag.Optional("requireResidentKey"), Schemas.Text.Optional("residentKey"), Schemas.Text.Optional("userVerification")).Optional("authenticatorSelection"),
        Schemas.Text.Optional("attestation"),
        Schemas.ObjectOf(Schemas.Flag.Optional("credProps")).Optional("extensions"));

    public static Schema<JsonText> AuthenticationOptions { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("challenge"),
        Schemas.Number.Optional("timeout"),
        Schemas.Text.Optional("rpId"),
        Schemas.ListOf(Descriptor).Optional("allowCredentials"),
        Schemas.Text.Optional("userVerification"));

    /// <summary>What <c>navigator.credentials.create()</c> gave.</summary>
    public static Schema<JsonText> RegistrationCredential { get; } = Credential(Schemas.ObjectOf(
        Schemas.Text.Required("clientDataJSON"),
        Schemas.Text.Required("attestationObject"),
        Schemas.Text.Optional("authenticatorData"),
        Schemas.ListOf(Transport).Optional("transports"),
        Schemas.Number.Optional("publicKeyAlgorithm"),
        Schemas.Text.Optional("publicKey")));

    /// <summary>What <c>navigator.credentials.get()</c> gave.</summary>
    public static Schema<JsonText> AuthenticationCredential { get; } = Credential(Schemas.ObjectOf(
        Schemas.Text.Required("clientDataJSON"),
        Schemas.Text.Required("authenticatorData"),
        Schemas.Text.Required("signature"),
        Schemas.Text.Optional("userHandle")));

    private static Schema<JsonText> Credential(Schema<JsonText> response) => Schemas.ObjectOf(
        Schemas.OneOf("WebAuthn").Required("type"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("rawId"),
        response.Required("response"),
        Attachment,
        ExtensionResults);
}
