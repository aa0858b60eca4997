using System.Net.Http.Headers;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>Mail or SMS by somebody else's endpoint: it gets recipient, usage type and payload, and has its own words.</summary>
internal sealed class HttpDelivery(ProviderCall provider, ChangeOrigin origin) : IDelivery
{
    public string Name => "http";

    public async Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct)
    {
        var body = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("to", delivery.Message.Recipient);
            json.WriteString("type", delivery.Message.UsageType);
            json.WritePropertyName("payload");
            delivery.Message.Payload.WriteTo(json);
            if (origin.Ip is not null) json.WriteString("ip", origin.Ip);
            json.WriteEndObject();
        });
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Setting("endpoint")) { Content = content };
        ProviderCall.AddHeaders(request, delivery);
        return await provider.SendAsync(request, ct);
    }
}
