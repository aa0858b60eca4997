using System.Globalization;
using System.Net;
using System.Reflection;
using Gatehouse.Server.Platform.Outbound;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Gatehouse.Server.Platform.Configuration;

/// <summary>Turns the .NET configuration into checked <see cref="GatehouseOptions"/>.</summary>
internal static class Settings
{
    public static IEnumerable<(PropertyInfo Property, string Alias)> Aliases { get; } =
        [.. typeof(GatehouseOptions).GetProperties()
            .Select(property => (property, property.GetCustomAttribute<AliasAttribute>()?.Name))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.property, pair.Item2!))];

    private static readonly string[] Switches =
        [nameof(GatehouseOptions.TrustProxyHeader), nameof(GatehouseOptions.CaseSensitiveUsername), nameof(GatehouseOptions.TestMode)];

    /// <summary>Adds the environment variables without prefix, below everything else but the defaults and the files.</summary>
    public static void AddAliases(ConfigurationManager configuration)
    {
        var environment = new EnvironmentVariablesConfigurationProvider();
        environment.Load();
        var found = new Dictionary<string, string?>();
        foreach (var (property, alias) in Aliases)
        {
            if (environment.TryGet(alias, out var value) && !string.IsNullOrEmpty(value))
                found[$"{GatehouseOptions.Section}:{property.Name}"] = value;
        }

        // INTEGRATION_TEST is the older name of the same switch (contract: test mode).
        if (environment.TryGet("INTEGRATION_TEST", out var testMode) && !string.IsNullOrEmpty(testMode))
            found.TryAdd($"{GatehouseOptions.Section}:{nameof(GatehouseOptions.TestMode)}", testMode);

        var sources = ((IConfigurationBuilder)configuration).Sources;
        var firstEnvironment = sources.TakeWhile(source => source is not EnvironmentVariablesConfigurationSource { Prefix: null or "" }).Count();
        sources.Insert(firstEnvironment, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = found });
    }

    /// <exception cref="SettingsException">A setting is unknown or has a value that can't be used.</exception>
    public static GatehouseOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(GatehouseOptions.Section);
        foreach (var child in section.GetChildren()) CheckForm(child);
        // Such a listener would belong to no tenant, and nobody would have asked whether test mode may listen there.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault() is { } listener)
            throw new SettingsException($"The setting {listener.Path} can't be used: the two ports are set by PORT, ADMIN_PORT and LISTEN_ADDRESS.");
        var options = section.Get<GatehouseOptions>() ?? new GatehouseOptions();

        options.Endpoint = CheckUrl("ENDPOINT", options.Endpoint) ?? $"http://localhost:{options.Port}";
        options.AdminEndpoint = CheckUrl("ADMIN_ENDPOINT", options.AdminEndpoint) ?? $"http://localhost:{options.AdminPort}";
        CheckPort("PORT", options.Port);
        CheckPort("ADMIN_PORT", options.AdminPort);
        if (options.Port != 0 && options.Port == options.AdminPort)
            throw new SettingsException($"PORT and ADMIN_PORT are both {options.Port}; the two endpoints need a port each.");
        if (string.Equals(options.Endpoint, options.AdminEndpoint, StringComparison.OrdinalIgnoreCase))
            throw new SettingsException($"ENDPOINT and ADMIN_ENDPOINT are both {options.Endpoint}; the two tenants need an issuer each.");
        if (options.DbPoolSize is < 1 or > 1000)
            throw new SettingsException("DB_POOL_SIZE must be between 1 and 1000.");
        if (options.PasswordHashConcurrency is < 0 or > 1024)
            throw new SettingsException("PASSWORD_HASH_CONCURRENCY must be between 0 and 1024.");
        if (options.PasswordHashQueue is < 1 or > 100_000)
            throw new SettingsException("PASSWORD_HASH_QUEUE must be between 1 and 100000.");
        if (options.PrivateKeyRotationGracePeriod < 0)
            throw new SettingsException("PRIVATE_KEY_ROTATION_GRACE_PERIOD must be 0 or more seconds.");
        if (options.ImportSizeLimit is < 1 or > 100_000)
            throw new SettingsException("IMPORT_SIZE_LIMIT must be between 1 and 100000.");
        if (options.JobRetentionDays is < 1 or > 3650)
            throw new SettingsException("JOB_RETENTION_DAYS must be between 1 and 3650.");
        CheckRange("WEBHOOK_CONCURRENCY", options.WebhookConcurrency, 1, 1000);
        CheckRange("WEBHOOK_RETRY_HOURS", options.WebhookRetryHours, 1, 720);
        CheckRange("WEBHOOK_LONGEST_PAUSE", options.WebhookLongestPause, 1, 86_400);
        CheckRange("WEBHOOK_KEY_OVERLAP_HOURS", options.WebhookKeyOverlapHours, 0, 720);
        CheckRange("WEBHOOK_LOG_RETENTION_DAYS", options.WebhookLogRetentionDays, 1, 3650);
        CheckRange("EVENT_RETENTION_DAYS", options.EventRetentionDays, 0, 3650);
        CheckRange("ACCOUNT_DELETION_GRACE_DAYS", options.AccountDeletionGraceDays, 0, 365);
        CheckRange("AUDIT_RETENTION_DAYS", options.AuditRetentionDays, 0, 36_500);
        if (options.MessagesPerAddress < 0)
            throw new SettingsException("MESSAGES_PER_ADDRESS must be 0 or more.");
        if (options.SqliteSynchronous.ToUpperInvariant() is not ("FULL" or "NORMAL" or "OFF"))
            throw new SettingsException($"SQLITE_SYNCHRONOUS is '{options.SqliteSynchronous}'; it must be FULL, NORMAL or OFF.");
        if (options.SecretKey is not null)
            DecodeKey("SECRET_KEY", options.SecretKey);
        if (options.BootstrapM2mAppId is null != (options.BootstrapM2mAppSecret is null))
            throw new SettingsException("BOOTSTRAP_M2M_APP_ID and BOOTSTRAP_M2M_APP_SECRET belong together; only one of them is set.");
        if (options.BootstrapM2mAppId is { } id && (id.Length is < 1 or > 21 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw new SettingsException("BOOTSTRAP_M2M_APP_ID must have 1 to 21 letters, digits, '-' or '_'.");
        if (options.BootstrapM2mAppSecret is { Length: < 16 or > 64 })
            throw new SettingsException("BOOTSTRAP_M2M_APP_SECRET must have 16 to 64 characters.");
        if (options.BootstrapM2mAppSecret is { } secret && !secret.All(c => c is > ' ' and <= '~'))
            throw new SettingsException("BOOTSTRAP_M2M_APP_SECRET may hold printable ASCII characters only, without spaces.");
        if (options.BootstrapAdminUsername is null != (options.BootstrapAdminPassword is null))
            throw new SettingsException("BOOTSTRAP_ADMIN_USERNAME and BOOTSTRAP_ADMIN_PASSWORD belong together; only one of them is set.");
        if (options.BootstrapAdminUsername is { } username && !IsUsername(username))
            throw new SettingsException("BOOTSTRAP_ADMIN_USERNAME must have 1 to 128 letters, digits and underscores and not begin with a digit.");
        if (options.BootstrapAdminPassword is { Length: < 8 or > 256 })
            throw new SettingsException("BOOTSTRAP_ADMIN_PASSWORD must have 8 to 256 characters.");
        CheckNetworks("TRUSTED_PROXIES", options.TrustedProxies);
        CheckSignalHeaders(options.SignInContextHeaders);
        // An empty list means "everybody" to the framework.
        if (options.TrustsProxyHeader && Entries(options.TrustedProxies).Length == 0)
            throw new SettingsException("TRUSTED_PROXIES is empty although TRUST_PROXY_HEADER is on; list the networks of your proxies.");
        try
        {
            OutboundOptions.Parse(options.OutboundAllowedNetworks);
        }
        catch (FormatException problem)
        {
            throw new SettingsException(problem.Message, problem);
        }

        if (options.ListenAddress is not ("*" or "localhost") && !IPAddress.TryParse(options.ListenAddress, out _))
            throw new SettingsException($"LISTEN_ADDRESS is '{options.ListenAddress}'; it must be an IP address, localhost or *.");
        if (options.IsTestMode && !ListensOnLoopbackOnly(options))
            throw new SettingsException("TEST_MODE lets anybody act as administrator, so it needs LISTEN_ADDRESS=localhost (or another loopback address).");
        if (options.IsTestMode && string.IsNullOrWhiteSpace(options.MockConnectorMessageDir))
            throw new SettingsException("TEST_MODE needs MOCK_CONNECTOR_MESSAGE_DIR, the folder that the test connectors write their messages to.");
        if (options.DevelopmentMailbox.ToUpperInvariant() is not ("AUTO" or "TRUE" or "FALSE" or "1" or "0"))
            throw new SettingsException($"DEVELOPMENT_MAILBOX is '{options.DevelopmentMailbox}'; it must be auto, true or false.");
        if (options.AssetStorage.ToUpperInvariant() is not ("DATABASE" or "NONE"))
            throw new SettingsException($"ASSET_STORAGE is '{options.AssetStorage}'; it must be database or none.");
        return options;
    }

    public static bool ListensOnLoopbackOnly(GatehouseOptions options) =>
        options.ListenAddress == "localhost" || (IPAddress.TryParse(options.ListenAddress, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The 32 bytes of a base64 key setting.</summary>
    public static byte[] DecodeKey(string name, string text)
    {
        var bytes = new byte[48];
        if (Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == 32) return bytes[..32];
        throw new SettingsException($"{name} must be 32 bytes in base64 (44 characters); make one with: openssl rand -base64 32");
    }

    /// <summary>A username in the contract's form (management-api.md 2.5).</summary>
    public static bool IsUsername(string text) =>
        text.Length is >= 1 and <= 128 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static IPNetwork[] Networks(string list) => [.. Entries(list).Select(text => IPNetwork.Parse(text))];

    /// <summary>The setting exists, is no section, and can become what its property is.</summary>
    private static void CheckForm(IConfigurationSection setting)
    {
        var known = Aliases.FirstOrDefault(pair => pair.Property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (known.Property is null)
            throw new SettingsException($"There is no setting {setting.Path}. docs/configuration.md lists the settings.");
        if (setting.GetChildren().Any())
            throw new SettingsException($"The setting {setting.Path} ({known.Alias}) is a single value, not a section.");
        var type = known.Property.PropertyType;
        if (type == typeof(int) && !int.TryParse(setting.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            throw new SettingsException($"{known.Alias} is '{setting.Value}'; it must be a whole number.");
        if (Switches.Contains(known.Property.Name) && setting.Value?.ToUpperInvariant() is not ("TRUE" or "FALSE" or "1" or "0"))
            throw new SettingsException($"{known.Alias} is '{setting.Value}'; it must be true, false, 1 or 0.");
    }

    private static string[] Entries(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void CheckNetworks(string name, string list)
    {
        foreach (var text in Entries(list))
        {
            if (!IPNetwork.TryParse(text, out _))
                throw new SettingsException($"{name} contains '{text}', which is not a network in CIDR form such as 10.0.0.0/8.");
        }
    }

    private static void CheckSignalHeaders(string? setting)
    {
        try
        {
            SignalHeaderNames.Parse(setting);
        }
        catch (FormatException problem)
        {
            throw new SettingsException($"SIGN_IN_CONTEXT_HEADERS is '{setting}': {problem.Message}.");
        }
    }

    private static void CheckRange(string name, int value, int least, int most)
    {
        if (value < least || value > most) throw new SettingsException($"{name} must be between {least} and {most}.");
    }

    private static void CheckPort(string name, int port)
    {
        if (port is < 0 or > 65535)
            throw new SettingsException($"{name} is {port}; a port is a number from 1 to 65535.");
    }

    private static string? CheckUrl(string name, string? url)
    {
        if (url is null) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")
            || parsed.Query.Length > 0 || parsed.Fragment.Length > 0 || parsed.UserInfo.Length > 0)
            throw new SettingsException($"{name} is '{url}'; it must be an http or https URL without query, fragment and user.");
        return url.TrimEnd('/');
    }
}
