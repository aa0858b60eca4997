using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Support;

/// <summary>What the server sent, read from the development mailbox.</summary>
internal static class Mailbox
{
    extension(TestServer server)
    {
        /// <summary>The code of the last message to the address; waits for it, because a page does not wait for the mail.</summary>
        /// <param name="other">A code that was read before: waits for another one.</param>
        public async Task<string> CodeAsync(string recipient, string? other = null)
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                if (await LastAsync(server, recipient) is { } message && message.GetProperty("payload").GetProperty("code").GetString() is { } code && code != other) return code;
                await Task.Delay(50);
            }

            Assert.Fail($"No code for {recipient}");
            return "";
        }

        /// <summary>The language and the words of the last message to the address.</summary>
        public async Task<JsonElement> MessageAsync(string recipient) => (await LastAsync(server, recipient))!.Value;
    }

    private static async Task<JsonElement?> LastAsync(TestServer server, string recipient)
    {
        var messages = (await server.Api.GetAnswerAsync("/api/mailbox?recipient=" + Uri.EscapeDataString(recipient))).Expect(200).Json;
        return messages.GetArrayLength() > 0 ? messages[0] : null;
    }
}
