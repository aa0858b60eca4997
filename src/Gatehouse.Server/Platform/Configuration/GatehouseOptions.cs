using System.ComponentModel;

namespace Gatehouse.Server.Platform.Configuration;

/// <summary>
/// Every setting of the server. The native form is the section <c>Gatehouse</c> of the .NET configuration (appsettings.json,
/// <c>Gatehouse__Name</c>, <c>--Gatehouse:Name</c>); the <see cref="AliasAttribute"/> name is accepted as an environment variable as it
/// stands. The descriptions become docs/configuration.md. An unknown or invalid setting stops the start.
/// </summary>
internal sealed class GatehouseOptions
{
    public const string Section = "Gatehouse";

    [Alias("PORT"), Description("Port of the endpoint of the tenant `default`: /oidc, /api, sign-in pages, /account.")]
    public int Port { get; set; } = 3001;

    [Alias("ADMIN_PORT"), Description("Port of the endpoint of the tenant `admin`: /oidc and /api of the administrators, /console.")]
    public int AdminPort { get; set; } = 3002;

    [Alias("ENDPOINT"), Description("Public base URL of the tenant `default`, without trailing slash: the issuer is this + `/oidc`. Default: `http://localhost:PORT`.")]
    public string? Endpoint { get; set; }

    [Alias("ADMIN_ENDPOINT"), Description("Public base URL of the tenant `admin`. Default: `http://localhost:ADMIN_PORT`.")]
    public string? AdminEndpoint { get; set; }

    [Alias("LISTEN_ADDRESS"), Description("Address that both ports listen on: an IP address, `localhost` for loopback only, or `*` for all.")]
    public string ListenAddress { get; set; } = "*";

    [Alias("DB_URL"), Description("`sqlite:PATH` or `postgres://user:password@host:port/name`; of several hosts (`host1:port,host2:port`) the primary is found. The folder of a new SQLite file is made.")]
    public string DbUrl { get; set; } = "sqlite:data/gatehouse.db";

    [Alias("DB_READ_URL"), Description("Where the Management API reads lists and logs, which may then be some moments old: the replicas of DB_URL, in the same form; of several hosts a standby is preferred. Unset: all is read from the primary.")]
    public string? DbReadUrl { get; set; }

    [Alias("DB_POOL_SIZE"), Description("Most PostgreSQL connections that one node opens to each host, besides one that listens for changes.")]
    public int DbPoolSize { get; set; } = 20;

    [Alias("SQLITE_SYNCHRONOUS"), Description("SQLite's `synchronous` setting: `FULL` survives a power cut with every acknowledged write, `NORMAL` is faster and survives the death of the process but may lose the last writes in a power cut, `OFF` is for tests.")]
    public string SqliteSynchronous { get; set; } = "FULL";

    [Alias("SECRET_KEY"), Description("The key that protects the key ring in the database: 32 bytes in base64. Unset: read from SECRET_KEY_FILE. Losing it makes sealed secrets (signing keys) unreadable.")]
    public string? SecretKey { get; set; }

    [Alias("SECRET_KEY_FILE"), Description("File with the key that protects the key ring; made at the first start. All nodes need the same one. Default: `gatehouse.key` beside the SQLite file, or `data/gatehouse.key`.")]
    public string? SecretKeyFile { get; set; }

    [Alias("TRUST_PROXY_HEADER"), Description("`1` or `true`: take scheme, host and client address from `X-Forwarded-*` headers that come from TRUSTED_PROXIES.")]
    public string? TrustProxyHeader { get; set; }

    [Alias("TRUSTED_PROXIES"), Description("Networks (CIDR, comma-separated) whose `X-Forwarded-*` headers are believed when TRUST_PROXY_HEADER is on.")]
    public string TrustedProxies { get; set; } = "127.0.0.0/8,::1/128";

    [Alias("SIGN_IN_CONTEXT_HEADERS"), Description("Headers in which a trusted proxy tells where a request comes from and whether a robot makes it, for adaptive MFA: pairs (comma-separated) such as `country=cf-ipcountry`, of `country`, `city`, `latitude`, `longitude`, `botScore`, `botVerified`. Those that are not named are read from `x-logto-cf-country`, `x-logto-cf-city`, `x-logto-cf-latitude`, `x-logto-cf-longitude`, `x-logto-cf-bot-score`, `x-logto-cf-bot-verified`.")]
    public string? SignInContextHeaders { get; set; }

    [Alias("OUTBOUND_ALLOWED_NETWORKS"), Description("Networks (CIDR, comma-separated) that outbound requests (webhooks, connectors, key fetches) may reach although they are private, loopback or link-local.")]
    public string? OutboundAllowedNetworks { get; set; }

    [Alias("BOOTSTRAP_M2M_APP_ID"), Description("Id of a machine-to-machine application with the Management API role, made in tenant `default` when absent; an existing one is never changed.")]
    public string? BootstrapM2mAppId { get; set; }

    [Alias("BOOTSTRAP_M2M_APP_SECRET"), Description("Secret of the bootstrap application, at least 16 characters.")]
    public string? BootstrapM2mAppSecret { get; set; }

    [Alias("BOOTSTRAP_ADMIN_USERNAME"), Description("Username of the first administrator, made in tenant `admin` when absent.")]
    public string? BootstrapAdminUsername { get; set; }

    [Alias("BOOTSTRAP_ADMIN_PASSWORD"), Description("Password of the bootstrap administrator, at least 8 characters.")]
    public string? BootstrapAdminPassword { get; set; }

    [Alias("CASE_SENSITIVE_USERNAME"), Description("`false`: usernames that differ only in case are the same.")]
    public string CaseSensitiveUsername { get; set; } = "true";

    [Alias("USER_DEFAULT_ROLE_NAMES"), Description("Names of roles (comma-separated) that every new user of tenant `default` gets, besides the roles marked as default.")]
    public string? UserDefaultRoleNames { get; set; }

    [Alias("PASSWORD_HASH_CONCURRENCY"), Description("Threads that hash passwords; 0 = one less than the processors, at least one.")]
    public int PasswordHashConcurrency { get; set; }

    [Alias("PASSWORD_HASH_QUEUE"), Description("Password hashes that may wait for a thread; beyond it requests get 429 with Retry-After.")]
    public int PasswordHashQueue { get; set; } = 64;

    [Alias("PRIVATE_KEY_ROTATION_GRACE_PERIOD"), Description("Seconds for which a new signing key is only published before it signs, when the rotation itself does not say; 0 = it signs at once.")]
    public int PrivateKeyRotationGracePeriod { get; set; }

    [Alias("IMPORT_SIZE_LIMIT"), Description("Largest file that an import takes, in mebibytes. It is kept in the database until the import has ended.")]
    public int ImportSizeLimit { get; set; } = 1024;

    [Alias("JOB_RETENTION_DAYS"), Description("Days for which a job that has ended can be looked at, with its errors and its result.")]
    public int JobRetentionDays { get; set; } = 30;

    [Alias("WEBHOOK_CONCURRENCY"), Description("Most deliveries to one webhook at the same time; a receiver gets so many only when it answers quickly.")]
    public int WebhookConcurrency { get; set; } = 64;

    [Alias("WEBHOOK_RETRY_HOURS"), Description("Hours for which a delivery that fails is tried again before it is given up.")]
    public int WebhookRetryHours { get; set; } = 24;

    [Alias("WEBHOOK_LONGEST_PAUSE"), Description("Longest pause between two attempts at a delivery, in seconds; the first is a second or two, each one twice the one before.")]
    public int WebhookLongestPause { get; set; } = 3600;

    [Alias("WEBHOOK_KEY_OVERLAP_HOURS"), Description("Hours for which the signing key of a webhook that was replaced signs along, when the rotation itself does not say; 0 = not at all.")]
    public int WebhookKeyOverlapHours { get; set; } = 24;

    [Alias("WEBHOOK_LOG_RETENTION_DAYS"), Description("Days for which the log of deliveries keeps what was sent and answered.")]
    public int WebhookLogRetentionDays { get; set; } = 30;

    [Alias("EVENT_RETENTION_DAYS"), Description("Days for which events are kept, for the feed and to be delivered again, with the deliveries that were given up. 0: only what a webhook is owed.")]
    public int EventRetentionDays { get; set; } = 30;

    [Alias("AUDIT_RETENTION_DAYS"), Description("Days for which entries of the audit log are kept; 0 = for ever.")]
    public int AuditRetentionDays { get; set; }

    [Alias("ACCOUNT_DELETION_GRACE_DAYS"), Description("Days for which an account whose owner has asked for its deletion can be restored; then it is deleted. 0: owners can't ask for it here.")]
    public int AccountDeletionGraceDays { get; set; } = 30;

    [Alias("TEST_MODE"), Description("`true`: test connectors and the header `development-user-id` (contract: test mode). Refused unless LISTEN_ADDRESS is loopback.")]
    public string? TestMode { get; set; }

    [Alias("MOCK_CONNECTOR_MESSAGE_DIR"), Description("Folder of the record files that the test connectors for mail and SMS write. Required in test mode.")]
    public string? MockConnectorMessageDir { get; set; }

    [Alias("DEVELOPMENT_MAILBOX"), Description("`true`: mail and SMS without a connector are kept in the built-in mailbox instead of being refused; no message leaves the server. `auto`: only when ENDPOINT is a loopback address and test mode is off.")]
    public string DevelopmentMailbox { get; set; } = "auto";

    [Alias("MESSAGES_PER_ADDRESS"), Description("Most mails and SMS that one client address (of IPv6 the first 64 bits) may cause in ten minutes from the sign-in pages and their API; beyond it requests get 429. 0 = no limit. Behind a proxy it needs TRUST_PROXY_HEADER, or all clients share it; requests from loopback are not counted.")]
    public int MessagesPerAddress { get; set; } = 100;

    [Alias("STATUS_API_KEY"), Description("Who sends this text in the header `logto-status-api-key` is told by `/api/status`, in the header `logto-tenant-id`, which tenant answered. Unset: nobody is.")]
    public string? StatusApiKey { get; set; }

    [Alias("ASSET_STORAGE"), Description("Where uploaded files are kept: `database`, or `none` to refuse uploads.")]
    public string AssetStorage { get; set; } = "database";

    public bool TrustsProxyHeader => IsTrue(TrustProxyHeader);

    public bool IsTestMode => IsTrue(TestMode);

    public bool UsesDevelopmentMailbox => DevelopmentMailbox.Equals("auto", StringComparison.OrdinalIgnoreCase)
        ? !IsTestMode && Uri.TryCreate(Endpoint, UriKind.Absolute, out var endpoint) && endpoint.IsLoopback
        : IsTrue(DevelopmentMailbox);

    public bool KeepsAssets => AssetStorage.Equals("database", StringComparison.OrdinalIgnoreCase);

    public bool UsernamesAreCaseSensitive => !CaseSensitiveUsername.Equals("false", StringComparison.OrdinalIgnoreCase) && CaseSensitiveUsername != "0";

    private static bool IsTrue(string? text) => text is not null && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));
}
