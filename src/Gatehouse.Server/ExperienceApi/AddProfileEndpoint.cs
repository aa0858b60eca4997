using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile: collects something that the user is to have; 204 (contract/experience-api.md 7).</summary>
internal sealed class AddProfileEndpoint(AddToProfile add) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.Text.Required("type");
    private static readonly Field<string> Username = UserShapes.Username.Required("value");
    private static readonly Field<string> Password = Schemas.Text.Required("value");
    private static readonly Field<string> VerificationId = Schemas.Text.Required("verificationId");
    private static readonly Field<JsonText> Values = Schemas.AnyObject.Required("values");

    public static ApiContract Contract { get; } = new()
    {
        Body = new TaggedSchema(
            "type", new("username", new(Type, Username)), new("password", new(Type, Password)), new("email", new(Type, VerificationId)),
            new("phone", new(Type, VerificationId)), new("social", new(Type, VerificationId)), new("extraProfile", new(Type, Values))),
        Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => (await AddAsync(call)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;

    private Task<Checked<Done>> AddAsync(ApiCall call) => call.Body.Get(Type) switch
    {
        "username" => add.UsernameAsync(call.Caller.Id, call.Body.Get(Username)!, call.Aborted),
        "password" => add.PasswordAsync(call.Caller.Id, call.Body.Get(Password)!, call.Aborted),
        "extraProfile" => add.FormAsync(call.Caller.Id, call.Body.Get(Values), call.Aborted),
        var type => add.VerifiedAsync(call.Caller.Id, type!, call.Body.Get(VerificationId)!, call.Aborted),
    };
}
