using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>The ways to a new password that a tenant offers (contract/management-misc.md 4, contract/experience-api.md 10).</summary>
internal sealed record ForgotPassword(bool Phone, bool Email)
{
    public bool IsOffered => Phone || Email;

    /// <param name="methods">The setting <c>forgotPasswordMethods</c>; null leaves it to the connectors.</param>
    public static ForgotPassword Of(JsonText methods, ConnectorKinds connectors)
    {
        var chosen = JsonSerializer.Deserialize(methods.Text, SignInRulesJson.Default.IReadOnlyListString);
        return new ForgotPassword(
            connectors.Sms && chosen?.Contains("PhoneVerificationCode") != false, connectors.Email && chosen?.Contains("EmailVerificationCode") != false);
    }

    /// <param name="method"><c>EmailVerificationCode</c> or <c>PhoneVerificationCode</c>.</param>
    public static bool HasConnector(string method, ConnectorKinds connectors) => method == "EmailVerificationCode" ? connectors.Email : connectors.Sms;
}
