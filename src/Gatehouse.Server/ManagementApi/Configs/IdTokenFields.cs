using Gatehouse.Protocol.Claims;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>Which extended claims ID tokens carry (contract/management-misc.md 3).</summary>
internal static class IdTokenFields
{
    public static Field<JsonText> EnabledExtendedClaims { get; } = Schemas.ListOf(Schemas.OneOf([.. UserClaims.Extended.Order(StringComparer.Ordinal)]))
        .AsSent().Optional("enabledExtendedClaims");

    public static ObjectSchema Shape { get; } = new(EnabledExtendedClaims);
}
