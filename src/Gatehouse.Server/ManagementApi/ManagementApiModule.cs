using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.ManagementApi.AccountCenter;
using Gatehouse.Server.ManagementApi.Applications;
using Gatehouse.Server.ManagementApi.Captcha;
using Gatehouse.Server.ManagementApi.Configs;
using Gatehouse.Server.ManagementApi.Connectors;
using Gatehouse.Server.ManagementApi.CustomPhrases;
using Gatehouse.Server.ManagementApi.CustomProfileFields;
using Gatehouse.Server.ManagementApi.Dashboard;
using Gatehouse.Server.ManagementApi.Domains;
using Gatehouse.Server.ManagementApi.EmailTemplates;
using Gatehouse.Server.ManagementApi.Events;
using Gatehouse.Server.ManagementApi.Hooks;
using Gatehouse.Server.ManagementApi.Jobs;
using Gatehouse.Server.ManagementApi.Logs;
using Gatehouse.Server.ManagementApi.OneTimeTokens;
using Gatehouse.Server.ManagementApi.OpenApi;
using Gatehouse.Server.ManagementApi.OrganizationInvitations;
using Gatehouse.Server.ManagementApi.OrganizationTemplate;
using Gatehouse.Server.ManagementApi.Organizations;
using Gatehouse.Server.ManagementApi.Resources;
using Gatehouse.Server.ManagementApi.Roles;
using Gatehouse.Server.ManagementApi.SavedViews;
using Gatehouse.Server.ManagementApi.SignInExperience;
using Gatehouse.Server.ManagementApi.SsoConnectors;
using Gatehouse.Server.ManagementApi.UserAssets;
using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.ManagementApi.Users.Bulk;
using Gatehouse.Server.ManagementApi.Tenants;
using Gatehouse.Server.ManagementApi.VerificationCodes;
using Gatehouse.Server.ManagementApi.WellKnown;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.OpenApi;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi;

/// <summary><c>/api</c>: Logto's Management API on the endpoint of every tenant (contract/management-api.md).</summary>
internal static class ManagementApiModule
{
    public static void AddManagementApi(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokenVerifier>();
        services.AddScoped<KeyList>();
        services.AddScoped<ScriptAnswers>();
        services.AddSingleton<SsoConnectorObject>();
        services.AddScoped<PublicExperience>();
        services.AddBulkJobs();
        services.AddSingleton<OpenApiDocuments>();
    }

    public static void MapManagementApi(this WebApplication app)
    {
        var adminOrigin = new Uri(app.Services.GetRequiredService<TenantEndpoints>().BaseUrl(TenantEndpoints.Admin)).GetLeftPart(UriPartial.Authority);
        app.MapWebauthnOrigins();
        new ApiDispatcher(
            Routes(), new ApiCors(adminOrigin), ManagementAuthentication.AuthenticateAsync, ManagementAuthentication.Accepted, QueryFault.Of,
            app.Services.GetRequiredService<ApiWriter>(), ManagementAuthentication.Show).Map(app);
    }

    public static ApiRoutes Routes()
    {
        var routes = new ApiRoutes("/api");
        routes.AddApplicationRoutes();
        routes.AddUserRoutes();
        routes.AddBulkRoutes();
        routes.AddJobRoutes();
        routes.AddSavedViewRoutes();
        routes.AddHookRoutes();
        routes.AddEventRoutes();
        routes.AddOrganizationRoutes();
        routes.AddOrganizationInvitationRoutes();
        routes.AddResourceRoutes();
        routes.AddRoleRoutes();
        routes.AddOrganizationTemplateRoutes();
        routes.AddConfigRoutes();
        routes.AddSignInExperienceRoutes();
        routes.AddCustomPhraseRoutes();
        routes.AddProfileFieldRoutes();
        routes.AddAccountCenterRoutes();
        routes.AddCaptchaRoutes();
        routes.AddEmailTemplateRoutes();
        routes.AddDomainRoutes();
        routes.AddWellKnownRoutes();
        routes.AddLogRoutes();
        routes.AddDashboardRoutes();
        routes.Delete<DeleteSecretEndpoint>("/secrets/{id}");
        routes.AddOpenApiRoutes();
        routes.Post<CreateSubjectTokenEndpoint>("/subject-tokens");
        routes.AddConnectorRoutes();
        routes.AddVerificationCodeRoutes();
        routes.AddOneTimeTokenRoutes();
        routes.AddUserAssetRoutes();
        routes.AddSsoConnectorRoutes();
        routes.AddTenantRoutes();
        routes.AddSamlApplicationRoutes();
        return routes;
    }
}
