using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>A server in test mode for one class of tests: connectors for mail and SMS are one each in a tenant.</summary>
public sealed class TestModeServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    internal static Task<TestServer> StartAsync() =>
        TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });
}

/// <summary>What tests of connectors do again and again.</summary>
internal static class ConnectorCalls
{
    extension(TestServer server)
    {
        public string RecordFolder => server.Services.GetRequiredService<GatehouseOptions>().MockConnectorMessageDir!;

        /// <summary>The last mail that a test connector took.</summary>
        public JsonElement MailRecord() => JsonDocument.Parse(File.ReadAllText(Path.Combine(server.RecordFolder, "mock_email_record.txt"))).RootElement;

        /// <summary>The last SMS that a test connector took.</summary>
        public JsonElement SmsRecord() => JsonDocument.Parse(File.ReadAllText(Path.Combine(server.RecordFolder, "mock_sms_record.txt"))).RootElement;
    }

    extension(HttpClient api)
    {
        public async Task<Answer> NewConnectorAsync(string factoryId, object? config = null, object? metadata = null)
        {
            var body = new Dictionary<string, object?> { ["connectorId"] = factoryId };
            if (config is not null) body["config"] = config;
            if (metadata is not null) body["metadata"] = metadata;
            return (await api.PostAnswerAsync("/api/connectors", body)).Expect(200);
        }

        public Task<Answer> NewMailConnectorAsync(string factoryId = "mock-email-service") => api.NewConnectorAsync(factoryId, MailConfig());

        public Task<Answer> NewSmsConnectorAsync() => api.NewConnectorAsync("mock-short-message-service", SmsConfig());
    }

    public static object MailConfig(string subject = "Code", string content = "Your code is {{code}}", string type = "text/plain") => new
    {
        templates = new[] { new { usageType = "Generic", subject, content, type } },
    };

    public static object SmsConfig() => new { templates = new[] { new { usageType = "Generic", content = "{{code}}" } } };

    public static readonly object Google = new { clientId = "id", clientSecret = "secret-of-google" };

    public static readonly object OAuth = new
    {
        authorizationEndpoint = "https://sso.example/authorize", tokenEndpoint = "https://sso.example/token", userInfoEndpoint = "https://sso.example/me",
        clientId = "our-id", clientSecret = "our-secret", scope = "profile mail",
    };
}
