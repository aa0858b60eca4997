using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.ManagementApi.CustomProfileFields;
using Gatehouse.Server.ManagementApi.SignInExperience;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>The sign-in experience as everybody may see it, dressed for an application and an organization (contract/management-misc.md 11).</summary>
internal sealed class PublicExperience(
    GatehouseDb db, Snapshots snapshots, FindLook findLook, FindConnectorKinds findKinds, FindSocialConnectors findSocial, FindSsoConnectors findSso)
{
    public static ObjectSchema Shape { get; } = new([
        .. ExperienceObject.PublicMembers,
        Schemas.ListOf(SocialConnectorObject.Shape).Required("socialConnectors"),
        Schemas.ListOf(new ObjectSchema(
            Schemas.Text.Required("id"),
            Schemas.Text.Required("connectorName"),
            Schemas.Text.Required("logo"),
            Schemas.Text.Optional("darkLogo"))).Required("ssoConnectors"),
        new ObjectSchema(Schemas.Flag.Required("phone"), Schemas.Flag.Required("email")).Required("forgotPassword"),
        Schemas.Flag.Required("isDevelopmentTenant"),
        Schemas.ObjectOf(
            Schemas.Flag.Required("isEnabled"),
            Schemas.Flag.Optional("autoSelect"),
            Schemas.Flag.Optional("closeOnTapOutside"),
            Schemas.Flag.Optional("itpSupport"),
            Schemas.Text.Required("clientId"),
            Schemas.Text.Required("connectorId")).Optional("googleOneTap"),
        Schemas.ObjectOf(
            Schemas.OneOf("Turnstile", "RecaptchaEnterprise").Required("type"),
            Schemas.Text.Required("siteKey"),
            Schemas.Text.Optional("domain"),
            Schemas.OneOf("invisible", "checkbox").Optional("mode")).Optional("captchaConfig"),
        Schemas.ListOf(ProfileFieldObject.Shape).Required("customProfileFields"),
        Schemas.ListOf(ProfileFieldObject.Shape).Required("customProfileFieldCatalog"),
    ]);

    /// <summary>An id that does not exist, or null, changes nothing.</summary>
    public async Task<JsonText> WriteAsync(string? applicationId, string? organizationId, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        var (published, settings) = (snapshot.Get<PublishedExperience>(), snapshot.Get<ExperienceSettings>());
        var experience = published.Row;
        var look = await findLook.ExecuteAsync(applicationId, organizationId, ct);
        var social = ShownSocialConnector.InOrder(experience, await findSocial(ct));
        var sso = experience.SingleSignOnEnabled ? await findSso(ct) : [];
        var forgotPassword = ForgotPassword.Of(experience.ForgotPasswordMethods, await findKinds(ct));
        var asked = ProfileFieldNames.Read(experience.SignUpProfileFields)
            .Select(name => published.ProfileFields.FirstOrDefault(field => field.Name == name)).OfType<CustomProfileField>();
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            ExperienceObject.WriteMembers(json, experience, look, isPublic: true);
            json.WritePropertyName("socialConnectors"u8);
            SocialConnectorObject.WriteAll(json, social);
            WriteSso(json, sso);
            json.WriteStartObject("forgotPassword"u8);
            json.WriteBoolean("phone"u8, forgotPassword.Phone);
            json.WriteBoolean("email"u8, forgotPassword.Email);
            json.WriteEndObject();
            json.WriteBoolean("isDevelopmentTenant"u8, false);
            if (social.FirstOrDefault(connector => connector.OneTap is not null)?.OneTap is { } oneTap)
            {
                json.WritePropertyName("googleOneTap"u8);
                oneTap.WriteTo(json);
            }

            if (settings.CaptchaIsRequired && published.Captcha is { } captcha) WriteCaptcha(json, captcha);
            json.WritePropertyName("customProfileFields"u8);
            ProfileFieldObject.Write(json, asked);
            json.WritePropertyName("customProfileFieldCatalog"u8);
            ProfileFieldObject.Write(json, published.ProfileFields);
            json.WriteEndObject();
        });
    }

    private static void WriteSso(Utf8JsonWriter json, IReadOnlyList<ShownSsoConnector> connectors)
    {
        json.WriteStartArray("ssoConnectors"u8);
        foreach (var connector in connectors)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, connector.Id);
            json.WriteString("connectorName"u8, connector.ConnectorName);
            json.WriteString("logo"u8, connector.Logo);
            if (connector.DarkLogo is { } darkLogo) json.WriteString("darkLogo"u8, darkLogo);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What a page needs to show it; never the secret key, nor what only the server needs.</summary>
    private static void WriteCaptcha(Utf8JsonWriter json, CaptchaProvider captcha)
    {
        json.WriteStartObject("captchaConfig"u8);
        foreach (var member in captcha.Config.ToElement().EnumerateObject().Where(member => member.Name is "type" or "siteKey" or "domain" or "mode")) member.WriteTo(json);
        json.WriteEndObject();
    }
}
