using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>Test mode: each message replaces the one JSON line of its record file (contract/test-mode.md).</summary>
internal sealed class RecordDelivery(GatehouseOptions options) : IDelivery, IDisposable
{
    private const string EmailFile = "mock_email_record.txt";
    private const string SmsFile = "mock_sms_record.txt";
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Name => "record";

    public async Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct)
    {
        var isEmail = delivery.Message.Type == ConnectorType.Email;
        var folder = Directory.CreateDirectory(options.MockConnectorMessageDir!).FullName;
        var file = Path.Combine(folder, isEmail ? EmailFile : SmsFile);
        var line = JsonText.Write(json => Write(json, delivery, isEmail)).Text + '\n';
        await _turn.WaitAsync(ct);
        try
        {
            // Written beside and moved into place: whoever reads sees a whole line.
            await File.WriteAllTextAsync(file + ".new", line, ct);
            File.Move(file + ".new", file, overwrite: true);
        }
        finally
        {
            _turn.Release();
        }

        return new Done();
    }

    public void Dispose() => _turn.Dispose();

    private static void Write(Utf8JsonWriter json, Delivery delivery, bool isEmail)
    {
        var payload = delivery.Message.Payload.ToElement();
        json.WriteStartObject();
        json.WriteString(isEmail ? "address" : "phone", delivery.Message.Recipient);
        if (payload.TryGetProperty("code", out var code))
        {
            json.WritePropertyName("code");
            code.WriteTo(json);
        }

        json.WriteString("type", delivery.Message.UsageType);
        json.WritePropertyName("payload");
        payload.WriteTo(json);
        if (isEmail)
        {
            json.WritePropertyName("template");
            delivery.Text!.Source.WriteTo(json);
            if (delivery.Text.Subject is { } subject) json.WriteString("subject", subject);
            json.WriteString("content", delivery.Text.Content);
        }

        json.WriteEndObject();
    }
}
