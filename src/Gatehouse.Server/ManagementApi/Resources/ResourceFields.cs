using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>The members of resources and scopes that administrators write (contract/management-apps-resources-roles.md 2).</summary>
internal static class ResourceFields
{
    /// <summary>Any text: nobody checks whether it is a URL.</summary>
    public static Field<string> Indicator { get; } = Schemas.NonEmptyText.Required("indicator");

    private static readonly Field<string> NewName = Schemas.NonEmptyText.Required("name");
    private static readonly Field<string> Name = Schemas.NonEmptyText.Optional("name");
    private static readonly Field<decimal> AccessTokenTtl = Schemas.Number.Optional("accessTokenTtl");

    private static readonly TextSchema ScopeNameText = Schemas.NonEmptyText.AtMost(256);
    private static readonly Field<string> NewScopeName = ScopeNameText.Required("name");
    private static readonly Field<string> ScopeName = ScopeNameText.Optional("name");
    private static readonly Field<string?> ScopeDescription = Schemas.Text.OrNull().Optional("description");

    public static ObjectSchema OnCreate { get; } = new(NewName, Indicator, AccessTokenTtl);

    public static ObjectSchema OnChange { get; } = new(Name, AccessTokenTtl);

    public static ObjectSchema OnCreateScope { get; } = new(NewScopeName, ScopeDescription);

    public static ObjectSchema OnChangeScope { get; } = new(ScopeName, ScopeDescription);

    /// <summary>Of a body that fits either schema of resources.</summary>
    public static ResourceChange Read(Input body) => new() { Name = body.Optional(Name), AccessTokenTtl = body.Optional(AccessTokenTtl) };

    /// <summary>Of a body that fits either schema of scopes.</summary>
    public static ScopeChange ReadScope(Input body) => new() { Name = body.Optional(ScopeName), Description = body.Optional(ScopeDescription) };
}
