using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>
/// Which users are meant: the search grammar (contract/management-api.md 2.4) and our filters beside it (docs/user-lists.md). One type for
/// lists, exports and changes in bulk. All conditions must hold; times are half-open intervals: from "after", up to but without "before".
/// </summary>
internal sealed record UserFilter
{
    private const string CustomDataPrefix = "customData.";
    private static readonly Field<bool?> SuspendedField = QuerySchemas.YesOrNo.Optional("isSuspended");
    private static readonly Field<bool?> PasswordField = QuerySchemas.YesOrNo.Optional("hasPassword");
    private static readonly Field<bool?> MfaField = QuerySchemas.YesOrNo.Optional("hasMfa");
    private static readonly Field<DateTime?> CreatedAfterField = QuerySchemas.Time.Optional("createdAfter");
    private static readonly Field<DateTime?> CreatedBeforeField = QuerySchemas.Time.Optional("createdBefore");
    private static readonly Field<DateTime?> SignInAfterField = QuerySchemas.Time.Optional("lastSignInAfter");
    private static readonly Field<DateTime?> SignInBeforeField = QuerySchemas.Time.Optional("lastSignInBefore");
    private static readonly Field<string> ApplicationField = Schemas.Text.Optional("applicationId");
    private static readonly Field<string> OrganizationField = Schemas.Text.Optional("organizationId");
    private static readonly Field<string> RoleField = Schemas.Text.Optional("roleId");
    private static readonly Field<string> ExcludeRoleField = Schemas.Text.Optional("excludeRoleId");

    /// <summary>What users are searched by.</summary>
    public static IReadOnlyList<SearchField> SearchFields { get; } =
        [SearchField.Of("id"), SearchField.Of("primaryEmail"), SearchField.Of("primaryPhone"), SearchField.Of("username"), SearchField.Of("name")];

    /// <summary>The members of a query that have a fixed name; the search grammar and <c>customData.…</c> come beside them.</summary>
    public static IReadOnlyList<IField> Fields { get; } =
        [
            SuspendedField, PasswordField, MfaField, CreatedAfterField, CreatedBeforeField, SignInAfterField, SignInBeforeField, ApplicationField, OrganizationField,
            RoleField, ExcludeRoleField,
        ];

    /// <summary>Everybody.</summary>
    public static UserFilter None { get; } = new();

    public SearchQuery? Search { get; init; }

    public bool? IsSuspended { get; init; }

    public bool? HasPassword { get; init; }

    /// <summary>A second factor is bound.</summary>
    public bool? HasMfa { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public DateTime? CreatedAfter { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime? CreatedBefore { get; init; }

    /// <summary>UTC, inclusive. Who never signed in is in no interval.</summary>
    public DateTime? LastSignInAfter { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime? LastSignInBefore { get; init; }

    /// <summary>The first application that the user consented to.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Only its members are meant.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Only who holds it is meant.</summary>
    public string? RoleId { get; init; }

    /// <summary>Whoever holds this role is not meant.</summary>
    public string? ExcludedRoleId { get; init; }

    public IReadOnlyList<MemberMatch> CustomData { get; init; } = [];

    /// <summary>Nothing is asked for: everybody is meant.</summary>
    public bool IsEmpty => Search is null && CustomData.Count == 0 && (this with { Search = null, CustomData = None.CustomData }) == None;

    /// <param name="query">Decoded pairs, as a query string has them; unknown names are ignored.</param>
    public static Checked<UserFilter> Parse(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        if (!ApiInput.ReadQuery(Schema, query).TryGet(out var input, out var refused)) return refused;
        if (!SearchReading.Read(query, SearchFields).TryGet(out var search, out refused)) return refused;
        var members = new List<MemberMatch>();
        foreach (var (name, value) in query.Where(pair => pair.Key.StartsWith(CustomDataPrefix, StringComparison.Ordinal)))
        {
            var path = name[CustomDataPrefix.Length..].Split('.');
            if (path.Any(step => step.Length == 0)) return Refusal.InvalidRequest($"'{name}' has a step without a name");
            members.Add(new MemberMatch(nameof(User.CustomData), path, value));
        }

        return new UserFilter
        {
            Search = search.Query,
            IsSuspended = input.Get(SuspendedField),
            HasPassword = input.Get(PasswordField),
            HasMfa = input.Get(MfaField),
            CreatedAfter = input.Get(CreatedAfterField),
            CreatedBefore = input.Get(CreatedBeforeField),
            LastSignInAfter = input.Get(SignInAfterField),
            LastSignInBefore = input.Get(SignInBeforeField),
            ApplicationId = Given(input.Get(ApplicationField)),
            OrganizationId = Given(input.Get(OrganizationField)),
            RoleId = Given(input.Get(RoleField)),
            ExcludedRoleId = Given(input.Get(ExcludeRoleField)),
            CustomData = members.Count == 0 ? None.CustomData : members,
        };
    }

    /// <summary>The users who are meant, in no order, to go on querying.</summary>
    /// <param name="members">How members of organizations are found.</param>
    public async Task<IQueryable<User>> ApplyAsync(GatehouseDb db, MembersOf members, CancellationToken ct)
    {
        var users = await db.SearchAsync<User>(Search, ct, UserMapping.TextIndex, CustomData);
        if (IsSuspended is { } suspended) users = users.Where(user => user.IsSuspended == suspended);
        if (HasPassword is { } password) users = password ? users.Where(user => user.PasswordDigest != null) : users.Where(user => user.PasswordDigest == null);
        if (HasMfa is { } mfa) users = mfa ? users.Where(user => user.HasSecondFactor) : users.Where(user => !user.HasSecondFactor);
        if (CreatedAfter is { } createdFrom) users = users.Where(user => user.CreatedAt >= createdFrom);
        if (CreatedBefore is { } createdTo) users = users.Where(user => user.CreatedAt < createdTo);
        if (LastSignInAfter is { } signInFrom) users = users.Where(user => user.LastSignInAt >= signInFrom);
        if (LastSignInBefore is { } signInTo) users = users.Where(user => user.LastSignInAt < signInTo);
        if (ApplicationId is { } application) users = users.Where(user => user.ApplicationId == application);
        if (OrganizationId is { } organization)
        {
            var ids = members(db, organization);
            users = users.Where(user => ids.Contains(user.Id));
        }

        var grants = db.UserRoles;
        if (RoleId is { } held) users = users.Where(user => grants.Any(grant => grant.UserId == user.Id && grant.RoleId == held));
        if (ExcludedRoleId is { } role) users = users.Where(user => !grants.Any(grant => grant.UserId == user.Id && grant.RoleId == role));

        return users;
    }

    private static ObjectSchema Schema { get; } = new(Fields);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>The ids of an organization's members, to go on querying. Organizations stand above users and bring it along.</summary>
internal delegate IQueryable<string> MembersOf(GatehouseDb db, string organizationId);
