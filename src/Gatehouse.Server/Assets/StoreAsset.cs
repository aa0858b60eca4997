using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Assets;

/// <summary>Keeps an uploaded file in the database, where every node and every backup finds it (contract/management-misc.md 9).</summary>
internal sealed class StoreAsset(GatehouseDb db, UnitOfWork work, TenantEndpoints endpoints, GatehouseOptions options, TimeProvider time)
{
    /// <returns>The public URL.</returns>
    public async Task<Checked<string>> ExecuteAsync(string? fileName, byte[] content, string creatorId, CancellationToken ct) =>
        UrlOf(await KeepAsync(fileName, content, creatorId, ct));

    /// <summary>A picture of somebody, by anybody: fewer kinds of files are taken.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<Checked<string>> PictureAsync(string? fileName, byte[] content, string creatorId, CancellationToken ct) =>
        UrlOf(await KeepAsync(fileName, content, AssetTypes.OfPicture(content), creatorId, ct));

    /// <returns>The row, for a file that is not shown by its URL.</returns>
    public Task<Checked<Asset>> KeepAsync(string? fileName, byte[] content, string creatorId, CancellationToken ct) =>
        KeepAsync(fileName, content, AssetTypes.Of(content), creatorId, ct);

    private Checked<string> UrlOf(Checked<Asset> kept) => kept.TryGet(out var asset, out var refused)
        ? $"{endpoints.BaseUrl(asset.TenantId)}/user-assets/{asset.Id}/{asset.FileName}" : refused;

    private async Task<Checked<Asset>> KeepAsync(string? fileName, byte[] content, string? type, string creatorId, CancellationToken ct)
    {
        if (type is null) return new Refusal("guard.mime_type_not_allowed");
        if (!options.KeepsAssets) return new Refusal("storage.not_configured");
        var id = Identifier.Long();
        return await work.WriteAsync<Asset>("Change.Asset.Created", id, () =>
        {
            var asset = new Asset
            {
                TenantId = db.TenantId,
                Id = id,
                FileName = Asset.SafeName(fileName),
                ContentType = type,
                Content = content,
                CreatorId = creatorId,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            db.Assets.Add(asset);
            return Task.FromResult<Checked<Asset>>(asset);
        }, ct);
    }
}
