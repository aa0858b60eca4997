using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>Sends a request byte by byte: what a client library would repair or refuse goes out as it stands.</summary>
internal static class RawHttp
{
    public static async Task<RawAnswer> SendAsync(Uri address, string method, string target, string? token = null, string headers = "", byte[]? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: gatehouse.test\r\nConnection: close\r\n");
        if (token is not null) head.Append($"Authorization: Bearer {token}\r\n");
        head.Append(headers);
        if (body is not null) head.Append($"Content-Length: {body.Length}\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()));
        if (body is not null) await stream.WriteAsync(body);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received);
        var text = Encoding.UTF8.GetString(received.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new RawAnswer(int.Parse(text.Split(' ')[1]), text[..end], text[(end + 4)..]);
    }
}

internal sealed record RawAnswer(int Status, string Head, string Body);
