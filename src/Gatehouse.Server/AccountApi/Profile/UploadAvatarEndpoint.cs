using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Profile;

/// <summary>POST /api/my-account/user-assets/avatar: keeps a picture and says where it is; the profile stays as it is (contract/account-api.md 4).</summary>
internal sealed class UploadAvatarEndpoint(AccountGate gate, StoreAsset store) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { File = new FilePartRule("file", Asset.Largest) { IsReadByEndpoint = true }, Answer = AssetObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        // Before anything of the file is read.
        if (await gate.RefuseAsync(call, Check.Scope(OidcScope.Profile, 401), Check.MayEdit(AccountFields.Avatar), Check.FirstParty) is { } refused) return refused;
        if (!(await call.ReadFile!()).TryGet(out var file, out refused)) return refused;
        return (await store.PictureAsync(file.Name, file.Content, call.Caller.Id, call.Aborted)).TryGet(out var url, out refused) ? ApiResult.Json(AssetObject.Of(url)) : refused;
    }
}
