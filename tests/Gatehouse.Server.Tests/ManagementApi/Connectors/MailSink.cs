using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>A mail server on a local socket that keeps what arrives: as much of RFC 5321 as a client needs, with AUTH LOGIN and without TLS.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _mails = new();
    private readonly ConcurrentQueue<string> _commands = new();

    public MailSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answered to each recipient.</summary>
    public string Recipient { get; set; } = "250 fine";

    public IReadOnlyList<string> Mails => [.. _mails];

    public IReadOnlyList<string> Commands => [.. _commands];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync() is { } command)
        {
            _commands.Enqueue(command);
            switch (command.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteAsync("250-sink\r\n250 AUTH LOGIN\r\n");
                    break;
                case "AUTH":
                    if (command.Split(' ').Length < 3)
                    {
                        await writer.WriteLineAsync("334 VXNlcm5hbWU6");
                        _commands.Enqueue((await reader.ReadLineAsync())!);
                    }

                    await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                    _commands.Enqueue((await reader.ReadLineAsync())!);
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "RCPT":
                    await writer.WriteLineAsync(Recipient);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } line && line != ".") mail.AppendLine(line);
                    _mails.Enqueue(mail.ToString());
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 fine");
                    break;
            }
        }
    }
}
