using Gatehouse.Protocol.DeviceFlow;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Hands out device codes and takes the decision of the user who typed one (RFC 8628 sections 3.2 and 3.3; contract/oidc.md 16).</summary>
internal sealed class DeviceCodes(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <summary>The two codes of a new request; the database keeps the digest of the first one only.</summary>
    public async Task<NewDeviceCode> AddAsync(string applicationId, JsonText parameters, CancellationToken ct)
    {
        var value = OpaqueToken.New();
        var added = await work.WriteAsync<NewDeviceCode>(_ => null, async () =>
        {
            // Among the codes of ten minutes a repetition is rare; the unique index has the last word.
            string letters;
            do letters = UserCode.Create();
            while (await db.DeviceCodes.AnyAsync(known => known.UserCode == letters, ct));
            var now = time.GetUtcNow().UtcDateTime;
            db.DeviceCodes.Add(new DeviceCode
            {
                TenantId = db.TenantId,
                Digest = OpaqueToken.DigestOf(value),
                UserCode = letters,
                ApplicationId = applicationId,
                Params = parameters,
                CreatedAt = now,
                ExpiresAt = now + DeviceCode.Lifetime,
            });
            return new NewDeviceCode(value, UserCode.Show(letters));
        }, ct);
        return added.TryGet(out var code, out var refused) ? code : throw new InvalidOperationException($"A device code was refused: {refused.Code}");
    }

    /// <summary>The code that the user may decide on.</summary>
    public async Task<DeviceCodeFinding> FindAsync(string typed, CancellationToken ct) =>
        Judge(await Select(typed).AsNoTracking().SingleOrDefaultAsync(ct));

    /// <summary>The user says whether the device is theirs. One decision counts: of two at once the second finds the code used.</summary>
    public async Task<DeviceCodeFinding> DecideAsync(string typed, bool isConfirmed, CancellationToken ct)
    {
        var decided = await work.WriteAsync<DeviceCodeFinding>(_ => null, async () =>
        {
            var finding = Judge(await Select(typed).SingleOrDefaultAsync(ct));
            if (finding.Code is { } code) code.State = isConfirmed ? DeviceCodeState.Confirmed : DeviceCodeState.Aborted;
            return finding;
        }, ct);
        return decided.TryGet(out var found, out _) ? found : new DeviceCodeFinding(null, DeviceCodeProblem.AlreadyUsed);
    }

    /// <summary>The user gave up while signing in: the device hears of it at its next poll.</summary>
    public async Task GiveUpAsync(string digest, CancellationToken ct) => await work.WriteAsync<bool>(_ => null, async () =>
    {
        var code = await db.DeviceCodes.SingleOrDefaultAsync(row => row.Digest == digest, ct);
        if (code is not { State: DeviceCodeState.Confirmed }) return false;
        code.State = DeviceCodeState.Aborted;
        return true;
    }, ct);

    private IQueryable<DeviceCode> Select(string typed)
    {
        // What can't be a code is looked for all the same, and not found.
        var letters = UserCode.Normalize(typed) ?? "";
        return db.DeviceCodes.Where(code => code.UserCode == letters);
    }

    private DeviceCodeFinding Judge(DeviceCode? code) => code switch
    {
        null or { ConsumedAt: not null } => new(null, DeviceCodeProblem.NotFound),
        _ when code.ExpiresAt <= time.GetUtcNow().UtcDateTime => new(null, DeviceCodeProblem.Expired),
        { State: not DeviceCodeState.Pending } => new(null, DeviceCodeProblem.AlreadyUsed),
        _ => new(code, null),
    };
}

/// <param name="UserCode">As people read it.</param>
internal sealed record NewDeviceCode(string DeviceCode, string UserCode)
{
    public override string ToString() => nameof(NewDeviceCode);
}

/// <summary>A code, or why there is none to decide on.</summary>
internal readonly record struct DeviceCodeFinding(DeviceCode? Code, DeviceCodeProblem? Problem);

internal enum DeviceCodeProblem
{
    /// <summary>Unknown, or its tokens were fetched.</summary>
    NotFound,

    Expired,

    /// <summary>Confirmed or aborted before.</summary>
    AlreadyUsed,
}
