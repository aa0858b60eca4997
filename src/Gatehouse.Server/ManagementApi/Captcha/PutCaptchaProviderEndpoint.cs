using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.Captcha;

/// <summary>PUT /api/captcha-provider: sets the one there is or replaces its configuration (contract/management-misc.md 6).</summary>
internal sealed class PutCaptchaProviderEndpoint(ChangeCaptchaProvider change, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.Text.Required("type");
    private static readonly Field<string> SiteKey = Schemas.Text.Required("siteKey");
    private static readonly Field<string> SecretKey = Schemas.Text.Required("secretKey");
    private static readonly Field<string> ProjectId = Schemas.Text.Required("projectId");
    private static readonly Field<string> Domain = Schemas.Text.Optional("domain");
    private static readonly Field<string> Mode = Schemas.OneOf("invisible", "checkbox").Optional("mode");

    private static readonly Field<Input> Config = new TaggedSchema("type",
        KeyValuePair.Create("Turnstile", new ObjectSchema(Type, SiteKey, SecretKey)),
        KeyValuePair.Create("RecaptchaEnterprise", new ObjectSchema(Type, SiteKey, SecretKey, ProjectId, Domain, Mode))).Required("config");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Config), Answer = CaptchaObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var config = call.Body.Get(Config)!;
        return (await change.PutAsync(WithoutSecret(config), config.Get(SecretKey)!, call.Aborted)).TryGet(out var provider, out var refused)
            ? ApiResult.Json(CaptchaObject.Text(provider, sealer)) : refused;
    }

    private static JsonText WithoutSecret(Input config) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var field in (Field<string>[])[Type, SiteKey, ProjectId, Domain, Mode])
        {
            if (config.Get(field) is { } text) json.WriteString(field.Name, text);
        }

        json.WriteEndObject();
    });
}
