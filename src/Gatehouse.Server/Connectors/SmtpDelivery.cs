using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Outbound;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Mail by the framework's SMTP client (RFC 5321). STARTTLS is demanded unless the configuration forbids it, so that credentials and codes
/// never go out in clear by accident; TLS from the first byte (port 465) is not offered.
/// </summary>
internal sealed class SmtpDelivery(OutboundOptions options) : IDelivery
{
    private const int ImplicitTlsPort = 465;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly AddressPolicy _policy = new(options.AllowedNetworks);

    public string Name => "smtp";

    public async Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct)
    {
        if (!delivery.Config.GetProperty("port").TryGetInt32(out var port) || port is < 1 or > 65535 or ImplicitTlsPort)
            return ConnectorRefusals.InvalidConfig("The port must be one where STARTTLS is spoken, such as 587.");
        var host = delivery.Setting("host")!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Timeout);
        try
        {
            if (!await MayBeCalledAsync(host, patience.Token))
                return ConnectorRefusals.General(OutboundRefusedException.Address(host).Message);
            using var mail = Compose(delivery);
            using var client = new SmtpClient(host, port) { EnableSsl = !delivery.Flag("ignoreTLS"), Timeout = (int)Timeout.TotalMilliseconds };
            if (delivery.Config.TryGetProperty("auth", out var auth))
                client.Credentials = new NetworkCredential(auth.GetProperty("user").GetString(), auth.GetProperty("pass").GetString());
            await client.SendMailAsync(mail, patience.Token);
            return new Done();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ConnectorRefusals.General($"The mail server did not finish within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            return ConnectorRefusals.InvalidConfig("An address of the mail is not one.");
        }
        catch (Exception problem) when (problem is SmtpException or IOException or SocketException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
        {
            return ConnectorRefusals.General(problem is SmtpException refused ? $"The mail server could not be used: {refused.StatusCode}." : "The mail server could not be used.");
        }
    }

    /// <summary>The SMTP client looks the name up itself, so this can't pin the address; every address of the name must be permitted.</summary>
    private async Task<bool> MayBeCalledAsync(string host, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        return addresses.Length > 0 && addresses.All(_policy.Allows);
    }

    private static MailMessage Compose(Delivery delivery)
    {
        var text = delivery.Text!;
        var mail = new MailMessage
        {
            From = new MailAddress(text.SendFrom ?? delivery.Setting("fromEmail")!),
            Subject = text.Subject ?? "",
            SubjectEncoding = Encoding.UTF8,
            Body = text.Content,
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = text.ContentType == MessageTemplate.Html,
        };
        try
        {
            mail.To.Add(new MailAddress(delivery.Message.Recipient));
            if ((text.ReplyTo ?? delivery.Setting("replyTo")) is { } replyTo) mail.ReplyToList.Add(new MailAddress(replyTo));
            foreach (var (name, value) in delivery.Headers()) mail.Headers.Add(name, value);
            return mail;
        }
        catch
        {
            mail.Dispose();
            throw;
        }
    }
}
