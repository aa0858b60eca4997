using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// What a user is to get (contract/experience-api.md 2, 6 and 7): collected until a registration makes the user, or until submit writes it
/// into the row of one who exists. A later member replaces the earlier one of its name.
/// </summary>
internal sealed record PendingProfile
{
    public static PendingProfile Empty { get; } = new();

    public string? Name { get; init; }

    public string? Avatar { get; init; }

    public string? Username { get; init; }

    public string? PrimaryEmail { get; init; }

    /// <summary>Digits with country code, as the user wrote them.</summary>
    public string? PrimaryPhone { get; init; }

    public string? PasswordAlgorithm { get; init; }

    /// <summary>Nobody is shown it.</summary>
    public string? PasswordDigest { get; init; }

    /// <summary>Members of OpenID Connect Core 5.1, to be put over those that the user has.</summary>
    public JsonText? Profile { get; init; }

    /// <summary>To be put over the custom data that the user has.</summary>
    public JsonText? CustomData { get; init; }

    public PendingSocialIdentity? SocialIdentity { get; init; }

    /// <summary>Organizations that a one-time token lets the user join.</summary>
    public IReadOnlyList<string>? JitOrganizationIds { get; init; }

    /// <summary>The form with the custom profile fields was sent once.</summary>
    public bool? Submitted { get; init; }

    [JsonIgnore]
    public bool HasPassword => PasswordDigest is not null;

    /// <summary>With what <paramref name="later"/> has, in place of what stands here.</summary>
    public PendingProfile MergedWith(PendingProfile later) => new()
    {
        Name = later.Name ?? Name,
        Avatar = later.Avatar ?? Avatar,
        Username = later.Username ?? Username,
        PrimaryEmail = later.PrimaryEmail ?? PrimaryEmail,
        PrimaryPhone = later.PrimaryPhone ?? PrimaryPhone,
        PasswordAlgorithm = later.PasswordAlgorithm ?? PasswordAlgorithm,
        PasswordDigest = later.PasswordDigest ?? PasswordDigest,
        Profile = later.Profile ?? Profile,
        CustomData = later.CustomData ?? CustomData,
        SocialIdentity = later.SocialIdentity ?? SocialIdentity,
        JitOrganizationIds = later.JitOrganizationIds ?? JitOrganizationIds,
        Submitted = later.Submitted ?? Submitted,
    };

    /// <summary>The fields of a new user.</summary>
    public UserChange ToChange() => new()
    {
        Name = Sent(Name),
        Avatar = Sent(Avatar),
        Username = Sent(Username),
        PrimaryEmail = Sent(PrimaryEmail),
        PrimaryPhone = Sent(PrimaryPhone),
        Profile = Profile is { } profile ? new(profile) : default,
        CustomData = CustomData is { } customData ? new(customData) : default,
    };

    /// <summary>The fields of one who exists: profile and custom data stand over those that are there.</summary>
    public UserChange ToChange(User user) => ToChange() with
    {
        Profile = Profile is { } profile ? new(user.Profile.MergedWith(profile)) : default,
        CustomData = CustomData is { } customData ? new(user.CustomData.MergedWith(customData)) : default,
    };

    /// <summary>What callers see: everything but the password.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteText("avatar", Avatar);
        WriteText("name", Name);
        WriteText("username", Username);
        WriteText("primaryEmail", PrimaryEmail);
        WriteText("primaryPhone", PrimaryPhone);
        WriteJson("profile", Profile);
        WriteJson("customData", CustomData);
        if (SocialIdentity is { } social)
        {
            json.WriteStartObject("socialIdentity");
            json.WriteString("target", social.Target);
            json.WritePropertyName("userInfo");
            social.UserInfo.ToJson().WriteTo(json);
            json.WriteEndObject();
        }

        if (JitOrganizationIds is { } organizations) WriteJson("jitOrganizationIds", JsonText.Strings(organizations));
        if (Submitted is { } submitted) json.WriteBoolean("submitted", submitted);
        json.WriteEndObject();

        void WriteText(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }

        void WriteJson(string name, JsonText? value)
        {
            if (value is not { } text) return;
            json.WritePropertyName(name);
            text.WriteTo(json);
        }
    }

    private static Optional<string?> Sent(string? value) => value is null ? default : new(value);
}

/// <summary>An account at a social provider that the user is to have.</summary>
/// <param name="ConnectorId">Through which the user came.</param>
/// <param name="Target">The provider.</param>
internal sealed record PendingSocialIdentity(string ConnectorId, string Target, SocialUserInfo UserInfo);
