using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/all-identities: social and enterprise accounts together (contract/management-api.md 2.11).</summary>
internal sealed class ListAllIdentitiesEndpoint(FindUser find, GatehouseDb db) : IApiEndpoint
{
    /// <summary>Here any text but the empty one asks for it (contract/management-api.md 1.5).</summary>
    private static readonly Field<string> IncludeTokenSecret = Schemas.Text.Optional("includeTokenSecret");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeTokenSecret),
        Answer = new ObjectSchema(
            Schemas.ListOf(new ObjectSchema(
                Schemas.Text.Required("target"), UserShapes.Identity.Required("identity"), TokenSecretObject.SocialShape.Optional("tokenSecret"))).Required("socialIdentities"),
            Schemas.ListOf(new ObjectSchema(
                Schemas.Text.Required("ssoConnectorId"), SsoIdentityObject.Shape.Required("ssoIdentity"), TokenSecretObject.SsoShape.Optional("tokenSecret"))).Required("ssoIdentities")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        var accounts = await db.UserSsoIdentities.AsNoTracking().Where(account => account.UserId == user.Id)
            .OrderBy(account => account.CreatedAt).ToListAsync(call.Aborted);
        var secrets = string.IsNullOrEmpty(call.Query.Get(IncludeTokenSecret))
            ? [] : await db.TokenSecrets.AsNoTracking().Where(row => row.UserId == user.Id).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("socialIdentities"u8);
            foreach (var identity in user.Identities.OrderBy(identity => identity.Target, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("target"u8, identity.Target);
                json.WritePropertyName("identity"u8);
                UserObject.WriteIdentity(json, identity);
                TokenSecretObject.WriteMember(json, secrets.Find(row => row.Target == identity.Target));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("ssoIdentities"u8);
            foreach (var account in accounts)
            {
                json.WriteStartObject();
                json.WriteString("ssoConnectorId"u8, account.SsoConnectorId);
                json.WritePropertyName("ssoIdentity"u8);
                SsoIdentityObject.Write(json, account);
                TokenSecretObject.WriteMember(json, secrets.Find(row => row.SsoConnectorId == account.SsoConnectorId));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
