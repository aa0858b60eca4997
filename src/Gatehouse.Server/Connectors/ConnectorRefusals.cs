using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>The refusals that several operations on connectors share (contract/management-error-codes.md, <c>connector</c>).</summary>
internal static class ConnectorRefusals
{
    public static Refusal NotFound { get; } = new("entity.not_found", 404);

    /// <summary>Nobody can send this: there is no mail or SMS connector.</summary>
    public static Refusal NoSender { get; } = new("connector.not_found", 501);

    /// <summary>No such factory, or one that sends nothing.</summary>
    public static Refusal NoFactory { get; } = new("connector.not_found");

    public static Refusal UnexpectedType { get; } = new("connector.unexpected_type");

    public static Refusal NotImplemented { get; } = new("connector.not_implemented", 501);

    public static Refusal TemplateNotFound { get; } = new("connector.template_not_found");

    public static Refusal RateLimitExceeded { get; } = new("connector.rate_limit_exceeded", 429);

    /// <summary>The provider can't be reached or does not want the message.</summary>
    /// <param name="reason">For administrators; holds no credentials.</param>
    public static Refusal General(string reason) => new("connector.general") { Data = Because(reason) };

    /// <summary>The user said no at the provider, or the provider did.</summary>
    /// <param name="said">What came back with the browser, without secrets.</param>
    public static Refusal Denied(JsonText said) => new("connector.authorization_failed", 401) { Data = said };

    public static Refusal AuthorizationFailed(string reason) => new("connector.authorization_failed", 401) { Data = Because(reason) };

    public static Refusal CodeInvalid { get; } = new("connector.social_auth_code_invalid", 401);

    public static Refusal AccessTokenInvalid { get; } = new("connector.social_invalid_access_token", 401);

    public static Refusal IdTokenInvalid(string reason) => new("connector.social_invalid_id_token", 401) { Data = Because(reason) };

    /// <param name="reason">For administrators; holds nothing of the answer.</param>
    public static Refusal InvalidResponse(string reason) => new("connector.invalid_response") { Data = Because(reason) };

    public static Refusal InvalidConfig(string reason) => new("connector.invalid_config") { Data = Because(reason) };

    private static JsonText Because(string reason) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("errorDescription", reason);
        json.WriteEndObject();
    });
}
