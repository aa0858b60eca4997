using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>POST /api/sign-in-exp/default/check-password: holds a password against the tenant's policy and keeps nothing of it (contract/management-misc.md 4).</summary>
internal sealed class CheckPasswordEndpoint(GatehouseDb db, Snapshots snapshots, FindUser find) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.Text.Required("password");
    private static readonly Field<string> UserId = Schemas.Text.Optional("userId");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Password, UserId),
        Answer = new ObjectSchema(Schemas.Flag.Required("result"), Schemas.ListOf(PasswordIssue.Shape).Optional("issues")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (password, userId) = (call.Body.Get(Password)!, call.Body.Get(UserId));
        PasswordOwner? owner = null;
        if (userId is not null)
        {
            if (!(await find.ToReadAsync(userId, call.Aborted)).TryGet(out var user, out var missing)) return missing;
            owner = PasswordOwner.Of(user);
        }

        var policy = (await snapshots.GetAsync(db.TenantId, call.Aborted)).Get<ExperienceSettings>().PasswordPolicy;
        if (owner is null && password.Length > 0 && policy.RejectsRule.UserInfo) return NobodyToCompareWith;
        var issues = PasswordRules.Check(password, policy, owner);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("result"u8, issues.Count == 0);
            if (issues.Count > 0)
            {
                json.WritePropertyName("issues"u8);
                PasswordIssue.Write(json, issues);
            }

            json.WriteEndObject();
        }), issues.Count == 0 ? null : StatusCodes.Status400BadRequest);
    }

    private static Refusal NobodyToCompareWith { get; } = Refusal.InvalidRequest("userId is needed, because the policy looks for the user's own data") with
    {
        Data = JsonText.FromStored("""{"message":"The policy looks for the user's own data, so the request must say whose password it is."}"""),
    };
}
