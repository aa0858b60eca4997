using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>What the user is here for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InteractionEvent>))]
internal enum InteractionEvent
{
    SignIn,
    Register,
    ForgotPassword,
}

/// <summary>What the sign-in API has gathered in one interaction (contract/experience-api.md 2), as it is stored. What callers see of it is <see cref="StateObject"/>.</summary>
internal sealed record InteractionState
{
    public required InteractionEvent Event { get; init; }

    /// <summary>Who it is, once a verification said so or a registration made the user. Only a new start forgets it.</summary>
    public string? UserId { get; init; }

    /// <summary>
    /// The factors that said who it is, RFC 8176. A record that was verified beside them, perhaps for somebody else's address, counts for
    /// nothing.
    /// </summary>
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>The types of the records that said who it is.</summary>
    public IReadOnlyList<string>? IdentifiedBy { get; init; }

    /// <summary>Nobody who was identified this way is asked for a second factor (contract/experience-api.md 8.2).</summary>
    public bool IsEnoughAlone { get; init; }

    /// <summary>Second factors to be bound, and answers to questions about them, until submit. Null: nothing.</summary>
    public PendingMfa? Mfa { get; init; }

    /// <summary>What the user is to get at submit, or what a registration has collected so far. Null: nothing.</summary>
    public PendingProfile? Profile { get; init; }

    /// <summary>A registration made the user here: nothing but this interaction has ever signed in to the account.</summary>
    public bool IsUserNew { get; init; }

    /// <summary>In order of creation, one of a type at most.</summary>
    public IReadOnlyList<VerificationRecord> VerificationRecords { get; init; } = [];

    /// <summary>
    /// Records that showed a second factor before another of their type took their place: whoever used the last backup code and makes new
    /// ones has shown a factor still. Callers don't see them.
    /// </summary>
    public IReadOnlyList<VerificationRecord>? EarlierProofs { get; init; }

    public required SignInContext SignInContext { get; init; }

    /// <summary>Null: neither verified nor skipped.</summary>
    public CaptchaState? Captcha { get; init; }

    /// <summary>Whether a captcha that the tenant asks for was solved, or is not needed in this interaction any more.</summary>
    [JsonIgnore]
    public bool IsCaptchaPassed => Captcha is { Verified: true } or { Skipped: true };

    /// <summary>Files that were sent for a picture (<see cref="StoreAvatar"/>); null for none.</summary>
    public int? Pictures { get; init; }

    /// <summary>The user came from an enterprise, which decides about second factors itself (contract/experience-api.md 8.4).</summary>
    [JsonIgnore]
    public bool IsFromEnterprise => IdentifiedBy?.Contains("EnterpriseSso") == true;

    public static InteractionState? Of(Interaction interaction) =>
        interaction.State is { } stored ? JsonSerializer.Deserialize(stored.Text, InteractionStateJson.Default.InteractionState) : null;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, InteractionStateJson.Default.InteractionState));

    public VerificationRecord? Find(string verificationId) => VerificationRecords.FirstOrDefault(record => record.Id == verificationId);

    /// <summary>The record with the id, if it is of the type.</summary>
    public T? Find<T>(string verificationId) where T : VerificationRecord => Find(verificationId) as T;

    /// <summary>With the record at the end, in place of an older one of its type.</summary>
    public InteractionState With(VerificationRecord record) => this with
    {
        VerificationRecords = [.. VerificationRecords.Where(older => older.Type != record.Type), record],
        EarlierProofs = VerificationRecords.FirstOrDefault(older => older.Type == record.Type && older.Factor is not null) is { } proof
            ? [.. (EarlierProofs ?? []).Where(older => older.Type != record.Type), proof] : EarlierProofs,
    };

    /// <summary>With the record in the place of the one with its id: what was begun has been verified.</summary>
    public InteractionState WithVerified(VerificationRecord record) => this with
    {
        VerificationRecords = [.. VerificationRecords.Select(older => older.Id == record.Id ? record : older)],
    };

    /// <summary>With the user known, by a record that said who it is.</summary>
    public InteractionState Identified(string userId, VerificationRecord record) => WithFactor(record) with { UserId = userId };

    /// <summary>With the user whom a registration made; the pending profile has become the user's.</summary>
    public InteractionState Created(string userId) => this with { UserId = userId, IsUserNew = true, Profile = null };

    /// <summary>With more that the user is to get.</summary>
    public InteractionState WithPending(PendingProfile more) => this with { Profile = (Profile ?? PendingProfile.Empty).MergedWith(more) };

    /// <summary>With what a record showed of the user, who may still have to be made.</summary>
    public InteractionState WithFactor(VerificationRecord record) => this with
    {
        Amr = [.. (Amr ?? []).Union(record.Amr)],
        IdentifiedBy = [.. (IdentifiedBy ?? []).Union([record.Type])],
        IsEnoughAlone = IsEnoughAlone || record.IsEnoughAlone,
    };

    /// <summary>With more answers, or more factors to bind.</summary>
    public InteractionState WithMfa(Func<PendingMfa, PendingMfa> change) => this with { Mfa = change(Mfa ?? PendingMfa.Empty) };

    /// <summary>
    /// With another event: records and user stay; the pending profile goes, but for the knowledge that the form was sent. Factors that told
    /// nobody yet who it is belonged to the registration that was given up.
    /// </summary>
    public InteractionState Turned(InteractionEvent chosen) => chosen == Event ? this : this with
    {
        Event = chosen,
        Profile = Profile?.Submitted is { } submitted ? new PendingProfile { Submitted = submitted } : null,
        Amr = UserId is null ? null : Amr,
        IdentifiedBy = UserId is null ? null : IdentifiedBy,
        IsEnoughAlone = UserId is not null && IsEnoughAlone,
    };

    /// <summary>The user came by a way that no robot takes (contract/experience-api.md 13).</summary>
    public InteractionState WithCaptchaSkipped() => this with { Captcha = (Captcha ?? new CaptchaState()) with { Skipped = true } };
}

/// <summary>Whether it is a person (contract/experience-api.md 13).</summary>
/// <param name="Verified">The provider said so.</param>
/// <param name="Skipped">Nobody needs to ask: a social account, a one-time token or a passkey was verified.</param>
internal sealed record CaptchaState(bool Verified = false, bool Skipped = false);

/// <param name="Type"><c>username</c>, <c>email</c> or <c>phone</c>.</param>
/// <param name="Value">As the user wrote it.</param>
internal sealed record SignInIdentifier(string Type, string Value);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InteractionState))]
internal sealed partial class InteractionStateJson : JsonSerializerContext;
