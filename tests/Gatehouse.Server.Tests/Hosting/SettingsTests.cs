using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.Extensions.Configuration;

namespace Gatehouse.Server.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Prot", "1", "Gatehouse:Prot")]
    [InlineData("IsTestMode", "true", "Gatehouse:IsTestMode")]
    [InlineData("Port:Number", "1", "PORT")]
    [InlineData("Port", "abc", "PORT")]
    [InlineData("Port", "3001.5", "PORT")]
    [InlineData("Port", "65536", "PORT")]
    [InlineData("Port", "-1", "PORT")]
    [InlineData("AdminPort", "70000", "ADMIN_PORT")]
    [InlineData("AdminPort", "3001", "ADMIN_PORT")]
    [InlineData("Endpoint", "id.example", "ENDPOINT")]
    [InlineData("Endpoint", "ftp://id.example", "ENDPOINT")]
    [InlineData("Endpoint", "https://id.example/?x=1", "ENDPOINT")]
    [InlineData("Endpoint", "https://id.example/#x", "ENDPOINT")]
    [InlineData("Endpoint", "https://user@id.example", "ENDPOINT")]
    [InlineData("Endpoint", "http://localhost:3002", "ADMIN_ENDPOINT")]
    [InlineData("AdminEndpoint", "/admin", "ADMIN_ENDPOINT")]
    [InlineData("ListenAddress", "example.com", "LISTEN_ADDRESS")]
    [InlineData("ListenAddress", "", "LISTEN_ADDRESS")]
    [InlineData("DbPoolSize", "0", "DB_POOL_SIZE")]
    [InlineData("WebhookConcurrency", "0", "WEBHOOK_CONCURRENCY")]
    [InlineData("WebhookRetryHours", "721", "WEBHOOK_RETRY_HOURS")]
    [InlineData("WebhookLongestPause", "0", "WEBHOOK_LONGEST_PAUSE")]
    [InlineData("WebhookKeyOverlapHours", "-1", "WEBHOOK_KEY_OVERLAP_HOURS")]
    [InlineData("WebhookLogRetentionDays", "0", "WEBHOOK_LOG_RETENTION_DAYS")]
    [InlineData("EventRetentionDays", "-1", "EVENT_RETENTION_DAYS")]
    [InlineData("DbPoolSize", "many", "DB_POOL_SIZE")]
    [InlineData("SqliteSynchronous", "SOMETIMES", "SQLITE_SYNCHRONOUS")]
    [InlineData("SecretKey", "short", "SECRET_KEY")]
    [InlineData("SecretKey", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==", "SECRET_KEY")]
    [InlineData("TrustProxyHeader", "yes", "TRUST_PROXY_HEADER")]
    [InlineData("TrustedProxies", "10.0.0.0", "TRUSTED_PROXIES")]
    [InlineData("TrustedProxies", "10.0.0.0/8, ten", "TRUSTED_PROXIES")]
    [InlineData("SignInContextHeaders", "planet=x-planet", "SIGN_IN_CONTEXT_HEADERS")]
    [InlineData("SignInContextHeaders", "country", "SIGN_IN_CONTEXT_HEADERS")]
    [InlineData("OutboundAllowedNetworks", "localhost", "OUTBOUND_ALLOWED_NETWORKS")]
    [InlineData("BootstrapM2mAppId", "lonely", "BOOTSTRAP_M2M_APP_SECRET")]
    [InlineData("BootstrapM2mAppSecret", "secret-without-an-id", "BOOTSTRAP_M2M_APP_ID")]
    [InlineData("BootstrapAdminUsername", "lonely", "BOOTSTRAP_ADMIN_PASSWORD")]
    [InlineData("BootstrapAdminPassword", "password-without-name", "BOOTSTRAP_ADMIN_USERNAME")]
    [InlineData("CaseSensitiveUsername", "nope", "CASE_SENSITIVE_USERNAME")]
    [InlineData("PasswordHashConcurrency", "-1", "PASSWORD_HASH_CONCURRENCY")]
    [InlineData("PasswordHashQueue", "0", "PASSWORD_HASH_QUEUE")]
    [InlineData("PrivateKeyRotationGracePeriod", "-1", "PRIVATE_KEY_ROTATION_GRACE_PERIOD")]
    [InlineData("MessagesPerAddress", "-1", "MESSAGES_PER_ADDRESS")]
    [InlineData("TestMode", "on", "TEST_MODE")]
    [InlineData("DevelopmentMailbox", "maybe", "DEVELOPMENT_MAILBOX")]
    [InlineData("AssetStorage", "cloud", "ASSET_STORAGE")]
    [InlineData("TestMode", "true", "LISTEN_ADDRESS")]
    public void A_setting_that_can_not_be_used_stops_the_start_with_its_name(string name, string value, string named)
    {
        var problem = Assert.Throws<SettingsException>(() => Read((name, value)));
        Assert.Contains(named, problem.Message);
        Assert.EndsWith(".", problem.Message.Replace("base64 32", "."));
    }

    [Theory]
    [InlineData("BootstrapM2mAppId", "has space", "BOOTSTRAP_M2M_APP_ID")]
    [InlineData("BootstrapM2mAppId", "longer-than-21-characters", "BOOTSTRAP_M2M_APP_ID")]
    [InlineData("BootstrapM2mAppSecret", "too-short", "BOOTSTRAP_M2M_APP_SECRET")]
    [InlineData("BootstrapM2mAppSecret", "with spaces inside of it", "BOOTSTRAP_M2M_APP_SECRET")]
    [InlineData("BootstrapAdminUsername", "1st", "BOOTSTRAP_ADMIN_USERNAME")]
    [InlineData("BootstrapAdminUsername", "two words", "BOOTSTRAP_ADMIN_USERNAME")]
    [InlineData("BootstrapAdminPassword", "short", "BOOTSTRAP_ADMIN_PASSWORD")]
    public void A_bad_half_of_a_bootstrap_pair_is_named(string name, string value, string named)
    {
        var pairs = new Dictionary<string, string>
        {
            ["BootstrapM2mAppId"] = "good-id", ["BootstrapM2mAppSecret"] = "good-secret-0000", ["BootstrapAdminUsername"] = "good", ["BootstrapAdminPassword"] = "good-password",
        };
        Assert.NotNull(Read([.. pairs.Select(pair => (pair.Key, pair.Value))]));
        pairs[name] = value;
        var problem = Assert.Throws<SettingsException>(() => Read([.. pairs.Select(pair => (pair.Key, pair.Value))]));
        Assert.StartsWith(named, problem.Message);
        Assert.DoesNotContain("good-secret", problem.Message);
    }

    [Fact]
    public void Trusting_proxies_without_naming_one_is_refused() =>
        Assert.Contains("TRUSTED_PROXIES", Assert.Throws<SettingsException>(() => Read(("TrustProxyHeader", "1"), ("TrustedProxies", " , "))).Message);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Test_mode_is_for_loopback(string address) => Assert.True(Read(("TestMode", "1"), ("ListenAddress", address), ("MockConnectorMessageDir", "messages")).IsTestMode);

    [Fact]
    public void Test_mode_needs_the_folder_of_its_record_files() =>
        Assert.Contains("MOCK_CONNECTOR_MESSAGE_DIR", Assert.Throws<SettingsException>(() => Read(("TestMode", "1"), ("ListenAddress", "localhost"))).Message);

    [Theory]
    [InlineData(true)]
    [InlineData(false, "Endpoint", "https://id.example")]
    [InlineData(true, "Endpoint", "https://id.example", "DevelopmentMailbox", "true")]
    [InlineData(false, "DevelopmentMailbox", "false")]
    [InlineData(false, "TestMode", "1", "ListenAddress", "localhost", "MockConnectorMessageDir", "messages")]
    public void The_mailbox_stands_in_where_nobody_but_this_machine_signs_in(bool expected, params string[] settings) =>
        Assert.Equal(expected, Read([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]).UsesDevelopmentMailbox);

    [Fact]
    public void A_listener_of_the_framework_is_refused_because_it_would_belong_to_no_tenant()
    {
        var configuration = new ConfigurationManager();
        configuration["Kestrel:Endpoints:Public:Url"] = "http://0.0.0.0:5000";
        Assert.Contains("Kestrel:Endpoints:Public", Assert.Throws<SettingsException>(() => Settings.Read(configuration)).Message);
    }

    [Fact]
    public void The_defaults_are_a_server_for_this_machine()
    {
        var options = Read();
        Assert.Equal((3001, 3002, "http://localhost:3001", "http://localhost:3002"), (options.Port, options.AdminPort, options.Endpoint, options.AdminEndpoint));
        Assert.Equal("http://localhost:8080", Read(("Port", "8080")).Endpoint);
        Assert.Equal("https://id.example", Read(("Endpoint", "https://id.example/")).Endpoint);
        Assert.False(options.IsTestMode || options.TrustsProxyHeader);
        Assert.True(options.UsernamesAreCaseSensitive);
    }

    [Theory]
    [InlineData("sqlite:/var/lib/x.db", true, "SQLite /var/lib/x.db")]
    [InlineData("sqlite:///var/lib/x.db", true, "SQLite /var/lib/x.db")]
    [InlineData("postgres://u:p%40ss@db.example/name", false, "PostgreSQL db.example:5432/name")]
    [InlineData("postgresql://u:p@db.example:6432/na%20me?sslmode=require", false, "PostgreSQL db.example:6432/na me")]
    [InlineData("postgres://[::1]/name", false, "PostgreSQL [::1]:5432/name")]
    public void A_database_url_is_read_and_shown_without_its_password(string text, bool isSqlite, string name)
    {
        var url = DatabaseUrl.Parse(text, 5);
        Assert.Equal((isSqlite, name, name), (url.IsSqlite, url.Name, url.ToString()));
    }

    [Fact]
    public void A_postgres_url_keeps_escaped_characters_and_the_pool_size()
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(DatabaseUrl.Parse("postgres://u%3Aser:p%40ss%3A@[::1]:6432/name?Timeout=3", 7).ConnectionString);
        Assert.Equal(("::1", 6432, "u:ser", "p@ss:", "name", 7, 3),
            (connection.Host, connection.Port, connection.Username, connection.Password, connection.Database, connection.MaxPoolSize, connection.Timeout));
    }

    [Fact]
    public void A_postgres_url_takes_several_hosts()
    {
        var url = DatabaseUrl.Parse("postgres://u:p%40ss@db1,db2:6432,[::1]:7/name", 7);
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(url.ConnectionString);
        Assert.Equal(("db1:5432,db2:6432,[::1]:7", "u", "p@ss", "name"), (connection.Host, connection.Username, connection.Password, connection.Database));
        Assert.Equal((true, "PostgreSQL db1,db2:6432,[::1]:7/name"), (url.HasSeveralHosts, url.Name));
        Assert.Equal("primary", new Npgsql.NpgsqlConnectionStringBuilder(url.Apart()).TargetSessionAttributes);
    }

    [Fact]
    public void A_read_url_is_named_in_what_is_wrong_with_it_and_is_for_postgres_only()
    {
        var primary = DatabaseUrl.Parse("postgres://u:p@h/n", 5);
        Assert.StartsWith("DB_READ_URL", Assert.Throws<SettingsException>(() => DatabaseUrl.ParseReadUrl("postgres://h", 5, primary)).Message);
        Assert.StartsWith("DB_READ_URL", Assert.Throws<SettingsException>(() => DatabaseUrl.ParseReadUrl("postgres://h/n", 5, DatabaseUrl.Parse("sqlite:x", 5))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sqlite:")]
    [InlineData("mysql://u:p@h/n")]
    [InlineData("data/gatehouse.db")]
    [InlineData("postgres://u:secret-word@h")]
    [InlineData("postgres:///name")]
    [InlineData("postgres://u:secret-word@h1,/n")]
    [InlineData("postgres://u:secret-word@h1:x,h2/n")]
    [InlineData("postgres://u:secret-word@h/n?Nonsense=1")]
    [InlineData("postgres://u:secret-word@h/n?Timeout=long")]
    public void A_database_url_that_can_not_be_used_is_refused_without_repeating_it(string text)
    {
        var problem = Assert.Throws<SettingsException>(() => DatabaseUrl.Parse(text, 5));
        Assert.StartsWith("DB_URL", problem.Message);
        Assert.DoesNotContain("secret-word", problem.Message);
    }

    [Fact]
    public void Every_setting_has_an_environment_name_and_a_meaning()
    {
        var properties = typeof(GatehouseOptions).GetProperties().Where(property => property.CanWrite).ToList();
        Assert.Equal(properties, Settings.Aliases.Select(pair => pair.Property));
        Assert.Equal(properties.Count, Settings.Aliases.Select(pair => pair.Alias).Distinct().Count());
    }

    private static GatehouseOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach (var (name, value) in settings) configuration[$"Gatehouse:{name}"] = value;
        return Settings.Read(configuration);
    }
}
