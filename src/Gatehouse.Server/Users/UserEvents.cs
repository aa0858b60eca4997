using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>What happens to users, as webhooks learn of it (contract/management-webhooks.md 6.2).</summary>
internal static class UserEvents
{
    public static ChangeEvent Created(User user) => new("User.Created", user.Id, UserObject.Full(user));

    /// <summary>By the user themself: hooks see what applications may see.</summary>
    public static ChangeEvent Registered(User user) => new("User.Created", user.Id, UserObject.Base(user));

    /// <inheritdoc cref="Registered"/>
    public static ChangeEvent ChangedByThemself(User user) => new("User.Data.Updated", user.Id, UserObject.Base(user));

    /// <param name="data">What the answer shows: the user, or only the part that was changed.</param>
    public static ChangeEvent DataUpdated(User user, JsonText? data = null) => new("User.Data.Updated", user.Id, data ?? UserObject.Full(user));

    /// <param name="data">What an administrator's answer shows; null: the user.</param>
    public static ChangeEvent DataUpdated(User user, ChangedBy by, JsonText? data = null) => by == ChangedBy.Owner ? ChangedByThemself(user) : DataUpdated(user, data);

    public static ChangeEvent ConfigUpdated(User user) => new("User.Data.Updated", user.Id, UserObject.Base(user)) { HidesRequest = true };

    public static ChangeEvent SuspensionUpdated(User user) => new("User.SuspensionStatus.Updated", user.Id, UserObject.Full(user));

    public static ChangeEvent Deleted(User user) => new("User.Deleted", user.Id, UserObject.Base(user)) { IsFarewell = true };
}
