using Gatehouse.Server.AccountApi;
using Gatehouse.Server.AccountApi.Me;
using Gatehouse.Server.AccountCenter;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Assets;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Components;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Console;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Domains;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.ExperienceApi;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Invitations;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Keys;
using Gatehouse.Server.ManagementApi;
using Gatehouse.Server.Oidc;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Outbound;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SavedViews;
using Gatehouse.Server.Seeding;
using Gatehouse.Server.SignIn;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.SsoConnectors;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.UserAssets;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;
using Gatehouse.Server.Webhooks;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Server.Hosting;

/// <summary>Puts the server together. Every area is one line here: what it adds, what it maps.</summary>
internal static class GatehouseApp
{
    /// <summary>A server that is configured but not started.</summary>
    /// <param name="adjust">Last word on the configuration, for tests.</param>
    /// <param name="replace">Last word on the services, for tests.</param>
    /// <exception cref="SettingsException">A setting is unknown or can't be used.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        Settings.AddAliases(builder.Configuration);
        adjust?.Invoke(builder);
        var options = Settings.Read(builder.Configuration);

        builder.WebHost.ConfigureKestrel(kestrel => TenantListener.Listen(kestrel, options));
        builder.Logging.AddGatehouseLogging();
        builder.Services.AddTelemetry(builder.Configuration);

        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(SignalHeaderNames.Parse(options.SignInContextHeaders));
        services.AddSingleton<SignalHeaders>();
        services.AddSingleton<TenantEndpoints>();
        services.AddSingleton<Phrases>();
        services.AddSingleton<ApiWriter>();
        services.AddSingleton<OwnApi>();
        services.AddSingleton<IResponseCompressionProvider, LargeAnswerCompression>();
        services.AddRouting();
        services.Configure<ForwardedHeadersOptions>(forwarded => Proxies.Trust(forwarded, options));
        services.AddOutboundHttp(options.OutboundAllowedNetworks, options.IsTestMode);
        services.AddData(options);
        services.AddKeys();
        services.AddTenants();
        services.AddDomains();
        services.AddApplications();
        services.AddResources();
        services.AddRoles();
        services.AddConnectors();
        services.AddVerifications();
        services.AddSsoConnectors();
        services.AddScoped<StoreAsset>();
        services.AddSignInExperience();
        services.AddCredentials();
        services.AddUsers();
        services.AddOrganizations();
        services.AddEmailTemplates();
        services.AddGrants();
        services.AddInteractions();
        services.AddAccounts();
        services.AddInvitations();
        services.AddAdministrators();
        services.AddSavedViews();
        services.AddJobs();
        services.AddAudit();
        services.AddWebhooks();
        services.AddOidc();
        services.AddPages();
        services.AddSignIn();
        services.AddAccountCenter();
        services.AddConsole();
        services.AddManagementApi();
        services.AddAccountApi();
        services.AddSeeding();
        replace?.Invoke(services);

        var app = builder.Build();
        app.UseMiddleware<RequestFrame>();
        app.Use(app.Services.GetRequiredService<SignalHeaders>().KeepTrustedAsync);
        if (options.TrustsProxyHeader) app.UseForwardedHeaders();
        app.UseResponseCompression();
        app.Use(app.Services.GetRequiredService<OwnApi>().Enter);
        app.Use(TenantListener.ChooseAsync);
        app.UseRouting();
        app.MapHealth();
        app.MapOidc();
        app.MapPageAssets();
        app.MapSignIn();
        app.MapAccountCenter();
        app.MapConsole();
        app.MapUserAssets();
        app.MapManagementApi();
        app.MapExperienceApi();
        app.MapAccountApi();
        app.MapMeApi();
        return app;
    }

    /// <summary>Everything between the built server and the open port: schema, keys, first content.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        var finished = services.GetRequiredService<FinishedInstallation>();
        if (await finished.LookAsync(ct) is { } ring) await services.GetRequiredService<SecretKey>().OpenAsync(ring, ct);
        else await InstallAsync(services, ct);
    }

    /// <summary>Whoever reads the log of an installation without an administrator, and nobody else, may become its owner (docs/adr/0020).</summary>
    public static async Task OfferSetUpAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await services.GetRequiredService<FinishedInstallation>().HasAdministratorAsync(ct)) return;
        services.GetRequiredService<ILogger<Bootstrap>>().NoAdministrator(await services.GetRequiredService<OfferSetUp>().ExecuteAsync(ct));
    }

    /// <summary>Adds what the database lacks. One node at a time.</summary>
    private static async Task InstallAsync(IServiceProvider services, CancellationToken ct)
    {
        using (var scope = services.CreateScope())
            await scope.ServiceProvider.GetRequiredService<SchemaUpgrade>().EnsureDatabaseAsync(ct);

        await using var turn = await services.GetRequiredService<StartTurn>().TakeAsync(ct);
        await services.GetRequiredService<FinishedInstallation>().RefuseUnfinishedMoveAsync(ct);
        using (var scope = services.CreateScope())
            await scope.ServiceProvider.GetRequiredService<SchemaUpgrade>().RunAsync(ct);
        await services.GetRequiredService<SecretKey>().OpenAsync(await services.GetRequiredService<KeyRingXml>().ReadAsync(ct), ct);
        await services.GetRequiredService<FreshInstallation>().EnsureAsync(ct);
        await services.GetRequiredService<Bootstrap>().RunAsync(ct);
    }
}
