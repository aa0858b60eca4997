using Gatehouse.Server.Assets;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/user-assets/avatar: keeps the picture of somebody who registers and says where it is (contract/experience-api.md 3).</summary>
internal sealed class UploadAvatarEndpoint(StoreAvatar store) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        File = new FilePartRule("file", Asset.Largest),
        Answer = new ObjectSchema(Schemas.Text.Required("url")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await store.ExecuteAsync(call.Caller.Id, call.File!.Name, call.File.Content, call.Aborted)).TryGet(out var url, out var refused)
            ? ApiResult.Json(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("url", url);
                json.WriteEndObject();
            }))
            : refused;
}
