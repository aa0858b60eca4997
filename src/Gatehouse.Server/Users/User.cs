using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>A person (or a thing that signs in like one): identifiers, profile, password state (contract/management-api.md 2.1).</summary>
internal sealed class User
{
    private User()
    {
    }

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>Grows with the time of creation; the row number of the search index.</summary>
    public required long Sequence { get; init; }

    public string? Username { get; private set; }

    /// <summary>What must be unique of the username: itself, or its lower-case form where case does not count.</summary>
    public string? UsernameKey { get; private set; }

    public string? PrimaryEmail { get; private set; }

    /// <summary>The address in lower case: addresses that differ only in case are one.</summary>
    public string? PrimaryEmailKey { get; private set; }

    /// <summary>Normalised: calling code and national number, digits only. Two ways to write one number are one value.</summary>
    public string? PrimaryPhone { get; private set; }

    public string? Name { get; private set; }

    public string? Avatar { get; private set; }

    public JsonText CustomData { get; private set; } = JsonText.EmptyObject;

    public JsonText Profile { get; private set; } = JsonText.EmptyObject;

    /// <summary>The first application that the user consented to.</summary>
    public string? ApplicationId { get; private set; }

    public bool IsSuspended { get; private set; }

    public DateTime? LastSignInAt { get; private set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Moves with every change of the user.</summary>
    public required DateTime UpdatedAt { get; set; }

    public string? PasswordDigest { get; private set; }

    public string? PasswordAlgorithm { get; private set; }

    public DateTime? PasswordUpdatedAt { get; private set; }

    public bool IsPasswordExpired { get; private set; }

    /// <summary>An administrator chose it to be used once: the user must choose another at the first sign-in.</summary>
    public bool IsPasswordTemporary { get; private set; }

    public long SignInCount { get; private set; }

    /// <summary>Since the last sign-in.</summary>
    public long FailedSignInCount { get; private set; }

    public DateTime? LastFailedSignInAt { get; private set; }

    /// <summary>Social accounts, one for each target.</summary>
    public List<UserIdentity> Identities { get; } = [];

    /// <summary>The second factors that are bound, as an array.</summary>
    public JsonText MfaVerifications { get; private set; } = JsonText.EmptyArray;

    /// <summary>A <see cref="Users.LogtoConfig"/>.</summary>
    public JsonText LogtoConfig { get; private set; } = JsonText.EmptyObject;

    /// <summary>Whether <see cref="MfaVerifications"/> has one: lists ask for it.</summary>
    public bool HasSecondFactor { get; private set; }

    /// <summary>What to call the user where one line has to do.</summary>
    public string DisplayName => Name ?? Username ?? PrimaryEmail ?? PrimaryPhone ?? Id;

    public bool HasPassword => PasswordDigest is not null;

    public static User Create(string tenantId, string id, long sequence, DateTime now) =>
        new() { TenantId = tenantId, Id = id, Sequence = sequence, CreatedAt = now, UpdatedAt = now };

    public static string? UsernameKeyOf(string? username, bool isCaseSensitive) => isCaseSensitive ? username : username?.ToLowerInvariant();

    public static string? EmailKeyOf(string? email) => email?.ToLowerInvariant();

    public void SetUsername(string? username, bool isCaseSensitive) =>
        (Username, UsernameKey) = (Absent(username), UsernameKeyOf(Absent(username), isCaseSensitive));

    public void SetEmail(string? email) => (PrimaryEmail, PrimaryEmailKey) = (Absent(email), EmailKeyOf(Absent(email)));

    /// <param name="normalized">Or null for none.</param>
    public void SetPhone(string? normalized) => PrimaryPhone = normalized;

    public void SetName(string? name) => Name = Absent(name);

    public void SetAvatar(string? avatar) => Avatar = Absent(avatar);

    public void SetCustomData(JsonText customData) => CustomData = customData;

    public void SetProfile(JsonText profile) => Profile = profile;

    public void SetPassword(string algorithm, string digest, DateTime now) =>
        (PasswordAlgorithm, PasswordDigest, PasswordUpdatedAt, IsPasswordExpired, IsPasswordTemporary) = (algorithm, digest, now, false, false);

    /// <summary>The same password under today's parameters: not a change of password.</summary>
    public void Rehash(string algorithm, string digest) => (PasswordAlgorithm, PasswordDigest) = (algorithm, digest);

    public void SetPasswordExpired(bool isExpired) => IsPasswordExpired = isExpired;

    public void SetPasswordTemporary(bool isTemporary) => IsPasswordTemporary = isTemporary && HasPassword;

    public void SetSuspended(bool isSuspended) => IsSuspended = isSuspended;

    public void SetMfaVerifications(IReadOnlyList<MfaVerification> verifications) =>
        (MfaVerifications, HasSecondFactor) = (MfaVerification.ToStored(verifications), verifications.Count > 0);

    public void SetLogtoConfig(LogtoConfig config) => LogtoConfig = config.ToStored();

    /// <summary>In place of the account that the user may have at that provider.</summary>
    public void Link(SocialIdentity identity)
    {
        var known = Identities.Find(other => other.Target == identity.Target);
        if (known is null) Identities.Add(new UserIdentity { TenantId = TenantId, UserId = Id, Target = identity.Target, IdentityId = identity.IdentityId, Details = identity.Details });
        else (known.IdentityId, known.Details) = (identity.IdentityId, identity.Details);
    }

    public void RecordSignIn(DateTime now) => (LastSignInAt, UpdatedAt, FailedSignInCount) = (now, now, 0);

    public void CountSignIn() => SignInCount++;

    /// <summary>An empty text means "none" (contract 1.5).</summary>
    private static string? Absent(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
