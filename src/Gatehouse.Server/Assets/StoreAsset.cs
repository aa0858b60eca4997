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
    public Task<Checked<string>> ExecuteAsync(string? fileName, byte[] content, string creatorId, CancellationToken ct) =>
        StoreAsync(fileName, content, AssetTypes.Of(content), creatorId, ct);

    /// <summary>A picture of somebody, by anybody: fewer kinds of files are taken.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public Task<Checked<string>> PictureAsync(string? fileName, byte[] content, string creatorId, CancellationToken ct) =>
        StoreAsync(fileName, content, AssetTypes.OfPicture(content), creatorId, ct);

    private async Task<Checked<string>> StoreAsync(string? fileName, byte[] content, string? type, string creatorId, CancellationToken ct)
    {
        if (type is null) return new Refusal("guard.mime_type_not_allowed");
        if (!options.KeepsAssets) return new Refusal("storage.not_configured");
        var id = Identifier.Long();
        var stored = await work.WriteAsync<Asset>("Change.Asset.Created", id, () =>
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
        return stored.TryGet(out var kept, out var refused) ? $"{endpoints.BaseUrl(kept.TenantId)}/user-assets/{kept.Id}/{kept.FileName}" : refused;
    }
}
