using System.Net.Http.Headers;
using System.Text;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Connectors;

/// <summary>SMS by Twilio's Messages resource, or a service that speaks the same API.</summary>
internal sealed class TwilioDelivery(ProviderCall provider) : IDelivery
{
    private const string UsualApi = "https://api.twilio.com";

    public string Name => "twilio";

    public async Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct)
    {
        var account = delivery.Setting("accountSID")!;
        var api = (delivery.Setting("apiUrl") ?? UsualApi).TrimEnd('/');
        using var content = new FormUrlEncodedContent(
        [
            new("To", "+" + delivery.Message.Recipient.TrimStart('+')),
            new("MessagingServiceSid", delivery.Setting("fromMessagingServiceSID")!),
            new("Body", delivery.Text!.Content),
            .. delivery.Flag("disableRiskCheck") ? (KeyValuePair<string, string>[])[new("RiskCheck", "disable")] : [],
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{api}/2010-04-01/Accounts/{Uri.EscapeDataString(account)}/Messages.json") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{delivery.Setting("authToken")}")));
        return await provider.SendAsync(request, ct);
    }
}
