using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>A delivery as a CloudEvent 1.0 in structured JSON form: the usual body is its <c>data</c>.</summary>
internal static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    /// <param name="source">The public base URL of the tenant.</param>
    public static string Of(ClaimedDelivery delivery, string body, string source) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", delivery.EventId);
        json.WriteString("source", source);
        json.WriteString("type", delivery.Event);
        json.WriteString("subject", delivery.Subject);
        json.WriteString("time", delivery.EventAt.ToIsoText());
        json.WriteString("datacontenttype", "application/json");
        json.WritePropertyName("data");
        json.WriteRawValue(body, skipInputValidation: true);
        json.WriteEndObject();
    }).Text;
}
