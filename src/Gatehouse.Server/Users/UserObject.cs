using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>The user as answers, events and exports show it: the 14 base fields in their order (contract/management-api.md 2.1).</summary>
internal static class UserObject
{
    /// <summary>The base fields alone.</summary>
    public static JsonText Base(User user) => JsonText.Write(writer => WriteBase(writer, user, more: null));

    /// <param name="more">Further members.</param>
    public static void WriteBase(Utf8JsonWriter writer, User user, Action<Utf8JsonWriter>? more)
    {
        writer.WriteStartObject();
        WriteBase(writer, user);
        more?.Invoke(writer);
        writer.WriteEndObject();
    }

    /// <summary>With <c>hasPassword</c>, as the Management API shows a user.</summary>
    public static JsonText Full(User user) => JsonText.Write(writer => WriteFull(writer, user));

    /// <param name="more">Further members.</param>
    public static void WriteFull(Utf8JsonWriter writer, User user, Action<Utf8JsonWriter>? more = null)
    {
        writer.WriteStartObject();
        WriteBase(writer, user);
        writer.WriteBoolean("hasPassword"u8, user.HasPassword);
        more?.Invoke(writer);
        writer.WriteEndObject();
    }

    public static void WritePasswordHash(Utf8JsonWriter writer, User user)
    {
        writer.WriteString("passwordDigest"u8, user.PasswordDigest);
        writer.WriteString("passwordAlgorithm"u8, user.PasswordAlgorithm);
    }

    /// <summary>Ours (docs/accounts.md).</summary>
    public static void WriteSignInCounts(Utf8JsonWriter writer, User user)
    {
        writer.WriteNumber("signInCount"u8, user.SignInCount);
        writer.WriteNumber("failedSignInCount"u8, user.FailedSignInCount);
        if (user.LastFailedSignInAt is { } failed) writer.WriteNumber("lastFailedSignInAt"u8, failed.ToEpochMilliseconds());
        else writer.WriteNull("lastFailedSignInAt"u8);
    }

    /// <summary>The map target → account.</summary>
    public static void WriteIdentities(Utf8JsonWriter writer, IEnumerable<UserIdentity> identities)
    {
        writer.WriteStartObject();
        foreach (var identity in identities.OrderBy(identity => identity.Target, StringComparer.Ordinal))
        {
            writer.WritePropertyName(identity.Target);
            WriteIdentity(writer, identity);
        }

        writer.WriteEndObject();
    }

    public static void WriteIdentity(Utf8JsonWriter writer, UserIdentity identity)
    {
        writer.WriteStartObject();
        writer.WriteString("userId"u8, identity.IdentityId);
        if (identity.Details is { } details)
        {
            writer.WritePropertyName("details"u8);
            details.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteBase(Utf8JsonWriter writer, User user)
    {
        writer.WriteString("id"u8, user.Id);
        writer.WriteString("username"u8, user.Username);
        writer.WriteString("primaryEmail"u8, user.PrimaryEmail);
        writer.WriteString("primaryPhone"u8, user.PrimaryPhone);
        writer.WriteString("name"u8, user.Name);
        writer.WriteString("avatar"u8, user.Avatar);
        writer.WritePropertyName("customData"u8);
        user.CustomData.WriteTo(writer);
        writer.WritePropertyName("identities"u8);
        WriteIdentities(writer, user.Identities);
        if (user.LastSignInAt is { } signedIn) writer.WriteNumber("lastSignInAt"u8, signedIn.ToEpochMilliseconds());
        else writer.WriteNull("lastSignInAt"u8);
        writer.WriteNumber("createdAt"u8, user.CreatedAt.ToEpochMilliseconds());
        writer.WriteNumber("updatedAt"u8, user.UpdatedAt.ToEpochMilliseconds());
        writer.WritePropertyName("profile"u8);
        user.Profile.WriteTo(writer);
        writer.WriteString("applicationId"u8, user.ApplicationId);
        writer.WriteBoolean("isSuspended"u8, user.IsSuspended);
    }
}
