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
        var received = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (!IsComplete(received.ToString()) && await stream.ReadAsync(buffer) is > 0 and var count) received.Append(Encoding.UTF8.GetString(buffer, 0, count));
        var text = received.ToString();
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new RawAnswer(int.Parse(text.Split(' ')[1]), text[..end], text[(end + 4)..]);
    }

    /// <summary>Of a stated length; other answers are read until the server closes.</summary>
    private static bool IsComplete(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end >= 0 && text[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) is { } length
            && Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= int.Parse(length[16..]);
    }
}

internal sealed record RawAnswer(int Status, string Head, string Body);
