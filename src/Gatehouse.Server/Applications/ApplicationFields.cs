using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Applications;

/// <summary>What administrators set of an application; what is not sent stays as it is (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed record ApplicationFields
{
    public Optional<string> Name { get; init; }

    /// <summary>The empty text is none.</summary>
    public Optional<string?> Description { get; init; }

    public Optional<JsonText> OidcClientMetadata { get; init; }

    public Optional<JsonText> CustomClientMetadata { get; init; }

    public Optional<JsonText> CustomData { get; init; }

    /// <summary>JSON columns are replaced as a whole.</summary>
    public void ApplyTo(Application application)
    {
        if (Name.IsSent) application.Name = Name.Value;
        if (Description.IsSent) application.Description = string.IsNullOrEmpty(Description.Value) ? null : Description.Value;
        if (OidcClientMetadata.IsSent) application.OidcClientMetadata = OidcClientMetadata.Value;
        if (CustomClientMetadata.IsSent) application.CustomClientMetadata = CustomClientMetadata.Value;
        if (CustomData.IsSent) application.CustomData = CustomData.Value;
    }
}

/// <summary>What a new application is besides; none of it changes later.</summary>
/// <param name="Protected">For type Protected.</param>
internal sealed record NewApplication(ApplicationType Type, bool IsThirdParty, NewProtectedApp? Protected);

/// <summary>What a protected application stands before (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed record NewProtectedApp(string SubDomain, string Origin);

/// <summary>What can be changed but not set when an application is made.</summary>
internal sealed record ApplicationSwitches
{
    public Optional<bool> AppLevelAccessControlEnabled { get; init; }

    /// <summary>Whether the application holds the tenant's internal role of administration.</summary>
    public Optional<bool> IsAdmin { get; init; }

    /// <summary>Merged one level deep into what is stored of a protected application; null changes nothing.</summary>
    public Optional<JsonText?> ProtectedAppMetadata { get; init; }
}
