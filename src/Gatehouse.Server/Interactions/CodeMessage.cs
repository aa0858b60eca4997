using Gatehouse.Server.Applications;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>What a message with a code can say: mail names the application, SMS are too short for it (contract/management-misc.md 6).</summary>
internal static class CodeMessage
{
    /// <param name="recipient">Of type <c>email</c> or <c>phone</c>.</param>
    /// <param name="usage">One of <see cref="MessageUsage"/>.</param>
    /// <param name="application">At which the code is asked for; null: one that has gone.</param>
    public static Message Of(SignInIdentifier recipient, string usage, RegisteredApplication? application)
    {
        var type = VerificationChannel.TypeOf(recipient.Type);
        return new Message(type, recipient.Value, usage, type == ConnectorType.Email && application is not null ? Facts(application) : JsonText.EmptyObject);
    }

    private static JsonText Facts(RegisteredApplication application) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("application");
        json.WriteString("id", application.Id);
        json.WriteString("name", application.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
