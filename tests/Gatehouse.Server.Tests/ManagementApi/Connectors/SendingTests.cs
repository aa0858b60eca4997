using System.Text;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/management-misc.md 7: a configuration is tried, by the real deliveries against receivers of our own.</summary>
public sealed class SendingTests(TestModeServer mode) : IClassFixture<TestModeServer>
{
    private HttpClient Api => mode.Server.Api;

    [Fact]
    public async Task Mail_goes_out_by_smtp_with_sender_credentials_and_escaped_words()
    {
        using var sink = new MailSink();
        (await TestAsync("simple-mail-transfer-protocol", new { email = "kim@reader.example", config = Smtp(sink.Port, "<b>{{code}}</b> {{locale}} {{nobody}}"), locale = "k<o>" })).Expect(204);
        var mail = Assert.Single(sink.Mails);
        Assert.Contains("<noreply@sender.example>", mail);
        Assert.Contains("To: kim@reader.example", mail);
        Assert.Contains("X-Campaign: codes", mail);
        Assert.Contains("Subject: Code 000000", mail);
        Assert.Contains("text/html", mail);
        Assert.Contains("<b>000000</b> k&lt;o&gt; {{nobody}}", BodyOf(mail));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("a user")), string.Join(' ', sink.Commands));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("a password")), string.Join(' ', sink.Commands));
    }

    [Fact]
    public async Task Mail_that_a_server_does_not_take_is_a_refusal_without_secrets()
    {
        using var sink = new MailSink { Recipient = "550 nobody here" };
        var refused = (await TestAsync("simple-mail-transfer-protocol", new { email = "kim@reader.example", config = Smtp(sink.Port) })).Expect(400, "connector.general");
        Assert.DoesNotContain("a password", refused.Text);
        Assert.Empty(sink.Mails);
        (await TestAsync("simple-mail-transfer-protocol", new { email = "kim@reader.example", config = Smtp(465) })).Expect(400, "connector.invalid_config");
        (await TestAsync("simple-mail-transfer-protocol", new { email = "kim@reader.example", config = Smtp(sink.Port, host: "10.1.2.3") })).Expect(400, "connector.general");
        (await TestAsync("simple-mail-transfer-protocol", new { email = "kim@reader.example", config = Smtp(sink.Port, from: "no address") })).Expect(400, "connector.invalid_config");
    }

    [Theory]
    [InlineData("http-email", "email", "kim@reader.example")]
    [InlineData("http-sms", "phone", "821012345678")]
    public async Task An_endpoint_gets_recipient_type_and_payload(string factory, string member, string recipient)
    {
        await using var receiver = await Receiver.StartAsync();
        var body = new Dictionary<string, object> { [member] = recipient, ["config"] = new { endpoint = receiver.Url, authorization = "Bearer of-the-endpoint", customHeaders = new { x_tenant = "t" } } };
        (await TestAsync(factory, body)).Expect(204);
        var received = await receiver.SingleAsync();
        Assert.Equal((recipient, "Generic", "000000"), (received["to"], received["type"], received.Json.GetProperty("payload").GetProperty("code").GetString()));
        Assert.Equal(("Bearer of-the-endpoint", "t"), (received.Headers["Authorization"], received.Headers["x_tenant"]));
    }

    [Theory]
    [InlineData(500, 400, "connector.general")]
    [InlineData(302, 400, "connector.general")]
    [InlineData(429, 429, "connector.rate_limit_exceeded")]
    public async Task What_an_endpoint_answers_decides(int answered, int status, string code)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = answered;
            await http.Response.WriteAsync("a secret of the provider");
        };
        var refused = (await TestAsync("http-email", new { email = "a@b.example", config = new { endpoint = receiver.Url } })).Expect(status, code);
        Assert.DoesNotContain("secret of the provider", refused.Text);
    }

    [Theory]
    [InlineData("http://10.0.0.1/inside")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task Addresses_of_the_inside_are_not_called(string endpoint) =>
        (await TestAsync("http-email", new { email = "a@b.example", config = new { endpoint } })).Expect(400, "connector.general");

    [Fact]
    public async Task Sms_goes_out_by_the_api_of_twilio()
    {
        await using var receiver = await Receiver.StartAsync();
        var origin = new Uri(receiver.Url).GetLeftPart(UriPartial.Authority);
        var config = new
        {
            accountSID = "AC1", authToken = "token", fromMessagingServiceSID = "MG1", disableRiskCheck = true, apiUrl = origin + "/",
            templates = new[] { new { usageType = "Generic", content = "Code {{code}}" } },
        };
        (await TestAsync("twilio-short-message-service", new { phone = "821012345678", config })).Expect(204);
        var received = await receiver.SingleAsync();
        var form = QueryHelpers.ParseQuery(received.Text);
        Assert.Equal("/2010-04-01/Accounts/AC1/Messages.json", received.Path);
        Assert.Equal(("+821012345678", "MG1", "Code 000000", "disable"), (form["To"].ToString(), form["MessagingServiceSid"].ToString(), form["Body"].ToString(), form["RiskCheck"].ToString()));
        Assert.Equal("Basic " + Convert.ToBase64String("AC1:token"u8), received.Headers["Authorization"]);
    }

    [Fact]
    public async Task The_test_connectors_write_their_record_files()
    {
        (await TestAsync("mock-email-service", new { email = "a@b.example", config = ConnectorCalls.MailConfig(), locale = "ko" })).Expect(204);
        var mail = mode.Server.MailRecord();
        Assert.Equal(["address", "code", "type", "payload", "template", "subject", "content"], mail.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("a@b.example", "000000", "Generic"), (mail.GetProperty("address").GetString(), mail.GetProperty("code").GetString(), mail.GetProperty("type").GetString()));
        Assert.Equal(("""{"code":"000000","locale":"ko"}""", "Your code is 000000"), (mail.GetProperty("payload").GetRawText(), mail.GetProperty("content").GetString()));

        (await TestAsync("mock-short-message-service", new { phone = "821012345678", config = ConnectorCalls.SmsConfig() })).Expect(204);
        var sms = mode.Server.SmsRecord();
        Assert.Equal("""{"phone":"821012345678","code":"000000","type":"Generic","payload":{"code":"000000"}}""", sms.GetRawText());
    }

    [Theory]
    [InlineData("mock-email-service", """{"config":{}}""", 400, "guard.invalid_input")]
    [InlineData("mock-email-service", """{"email":"a@b.c"}""", 400, "guard.invalid_input")]
    [InlineData("mock-email-service", """{"email":"nonsense","config":{}}""", 400, "guard.invalid_input")]
    [InlineData("nobody", """{"email":"a@b.c","config":{}}""", 400, "connector.not_found")]
    [InlineData("google-universal", """{"email":"a@b.c","config":{}}""", 400, "connector.not_found")]
    [InlineData("mock-email-service", """{"phone":"8210","config":{}}""", 400, "connector.unexpected_type")]
    [InlineData("mock-short-message-service", """{"email":"a@b.c","config":{}}""", 400, "connector.unexpected_type")]
    [InlineData("mock-email-service", """{"email":"a@b.c","config":{"templates":5}}""", 400, "connector.invalid_config")]
    [InlineData("mock-email-service", """{"email":"a@b.c","config":{"templates":[{"usageType":"SignIn","content":"x"}]}}""", 400, "connector.template_not_found")]
    public async Task A_test_that_can_not_be_is_refused(string factory, string body, int status, string code) => (await TestAsync(factory, body)).Expect(status, code);

    [Fact]
    public async Task A_template_of_the_tenant_comes_before_the_connectors_own()
    {
        await using var server = await TestModeServer.StartAsync();
        await server.Api.NewMailConnectorAsync();
        await server.InDatabaseAsync(async db =>
        {
            db.EmailTemplates.Add(new EmailTemplate
            {
                TenantId = db.TenantId, Id = Identifier.Long(), LanguageTag = "en", TemplateType = "Generic", CreatedAt = server.Clock.GetUtcNow().UtcDateTime,
                Details = JsonText.FromStored("""{"subject":"Ours {{code}}","content":"<i>{{code}}</i>"}"""),
            });
            return await db.SaveChangesAsync();
        });
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "a@b.example" })).Expect(204);
        var mail = server.MailRecord();
        var code = mail.GetProperty("code").GetString();
        Assert.Equal(($"Ours {code}", $"<i>{code}</i>"), (mail.GetProperty("subject").GetString(), mail.GetProperty("content").GetString()));
    }

    [Fact]
    public void Values_are_text_in_html_and_headers_have_one_line()
    {
        var template = new MessageTemplate("Hi {{user.name}}", "<p>{{ user.name }}</p>{{user.none}}{{gone.x}}{{n}}", MessageTemplate.Html, null, null, JsonText.EmptyObject);
        var filled = template.Fill(JsonText.FromStored("""{"user":{"name":"<script>\r\nBcc: all@x.example"},"n":5}""").ToElement());
        Assert.Equal("Hi <script> Bcc: all@x.example", filled.Subject);
        Assert.StartsWith("<p>&lt;script&gt;", filled.Content);
        Assert.EndsWith("</p>{{gone.x}}5", filled.Content);
    }

    private Task<Answer> TestAsync(string factoryId, object body) => Api.PostAnswerAsync($"/api/connectors/{factoryId}/test", body);

    private static object Smtp(int port, string content = "{{code}}", string host = "127.0.0.1", string from = "Gatehouse <noreply@sender.example>") => new
    {
        host, port, ignoreTLS = true, auth = new { user = "a user", pass = "a password" }, fromEmail = from, customHeaders = new Dictionary<string, string> { ["X-Campaign"] = "codes" },
        templates = new[] { new { usageType = "Generic", subject = "Code {{code}}", content, contentType = "text/html" } },
    };

    /// <summary>The framework sends UTF-8 as quoted-printable or base64.</summary>
    private static string BodyOf(string mail)
    {
        var body = mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) is var at and >= 0 ? at : mail.IndexOf("\r\n\r\n", StringComparison.Ordinal))..].Trim();
        return mail.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("")))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}
