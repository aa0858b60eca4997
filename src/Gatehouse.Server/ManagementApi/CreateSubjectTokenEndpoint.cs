using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi;

/// <summary>POST /api/subject-tokens: a token that lets an application act for a user once (contract/management-misc.md 9).</summary>
internal sealed class CreateSubjectTokenEndpoint(CreateSubjectToken create) : IApiEndpoint
{
    private static readonly Field<string> UserId = Schemas.Text.Required("userId");
    private static readonly Field<JsonText> Context = Schemas.AnyObject.Optional("context");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(UserId, Context),
        Success = StatusCodes.Status201Created,
        Answer = new ObjectSchema(Schemas.Text.Required("subjectToken"), Schemas.Integer.Required("expiresIn")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var context = call.Body.Has(Context) ? call.Body.Get(Context) : JsonText.EmptyObject;
        return (await create.ExecuteAsync(call.Body.Get(UserId)!, context, call.Caller.Id, call.Aborted)).TryGet(out var value, out var refused)
            ? ApiResult.Json(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("subjectToken", value);
                json.WriteNumber("expiresIn", (int)SubjectToken.Lifetime.TotalSeconds);
                json.WriteEndObject();
            }))
            : refused;
    }
}
