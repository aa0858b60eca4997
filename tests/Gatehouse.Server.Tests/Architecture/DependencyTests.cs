using System.Text.RegularExpressions;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>
/// Who may import whom, read from the using lines: the table of the design, section 1. Composition → surfaces → domain → Data → Platform.
/// A new arrow is a line here that a reviewer sees.
/// </summary>
public sealed partial class DependencyTests
{
    /// <summary>Puts everything together; nothing imports it but the command line and itself.</summary>
    private static readonly string[] Composition = ["CommandLine", "Hosting", "Seeding"];

    private static readonly string[] Surfaces = ["Oidc", "ManagementApi", "ExperienceApi", "AccountApi", "SignIn", "AccountCenter", "Console", "UserAssets"];

    private static readonly string[] Ground = ["Data", "Platform"];

    /// <summary>
    /// What several surfaces share, above the nouns and below the surfaces: the browser's side of sessions and interactions, and what pages are
    /// made of.
    /// </summary>
    private static readonly string[] Shared = ["Cookies", "Components"];

    /// <summary>Which nouns a noun stands on, besides the ground.</summary>
    private static readonly Dictionary<string, string[]> Nouns = new()
    {
        ["Tenants"] = [],
        ["SignInExperience"] = ["Tenants"],
        ["Audit"] = ["Tenants"],
        ["Keys"] = ["Tenants"],
        ["Resources"] = ["Tenants"],
        ["Domains"] = ["Tenants"],
        ["SavedViews"] = [],
        ["Applications"] = ["Domains", "Tenants"],
        ["Connectors"] = ["EmailTemplates", "SignInExperience", "Tenants"],
        ["Webhooks"] = ["Tenants"],
        ["Roles"] = ["Applications", "Resources", "Tenants"],
        ["Assets"] = ["Tenants"],
        ["SsoConnectors"] = ["SignInExperience", "Tenants"],
        ["Verifications"] = ["Connectors", "SignInExperience"],
        ["EmailTemplates"] = ["SignInExperience"],
        ["Jobs"] = ["Tenants"],
        ["Users"] = ["Connectors", "Roles", "SignInExperience", "Tenants"],
        ["Organizations"] = ["Applications", "Connectors", "Resources", "Roles", "SignInExperience", "SsoConnectors", "Tenants", "Users"],
        ["Credentials"] = ["Users", "SignInExperience"],
        ["Sessions"] = ["Users"],
        ["Grants"] = ["Applications", "Keys", "Organizations", "Resources", "Roles", "Sessions", "Tenants", "Users"],
        ["Interactions"] = ["Applications", "Assets", "Connectors", "Credentials", "Grants", "Organizations", "Resources", "SignInExperience", "Sessions", "SsoConnectors", "Tenants", "Users", "Verifications"],
        ["Administrators"] = ["Applications", "Credentials", "Grants", "Interactions", "Organizations", "Roles", "SignInExperience", "Tenants", "Users"],
        ["Accounts"] = ["Connectors", "Credentials", "Grants", "Interactions", "SignInExperience", "Tenants", "Users", "Verifications"],
        ["Invitations"] = ["Applications", "Connectors", "Credentials", "Interactions", "SignInExperience", "Tenants", "Users"],
    };

    /// <summary>Entities whose mapping lies in the same file still.</summary>
    private static readonly string[] WithTheirMapping = ["Webhooks/Hook.cs"];

    [Fact]
    public void Every_folder_has_its_place_in_the_table()
    {
        var known = Composition.Concat(Surfaces).Concat(Ground).Concat(Nouns.Keys).Concat(Shared).ToHashSet();
        Assert.Empty(SourceTree.Server.Where(file => file.Area.Length > 0 && !known.Contains(file.Area)).Select(file => file.Path));
        Assert.Equal(["Program.cs"], SourceTree.Server.Where(file => file.Area.Length == 0).Select(file => file.Path));
    }

    [Fact]
    public void A_surface_never_imports_another_surface_nor_the_composition() =>
        AssertImports(file => Surfaces.Contains(file.Area), (file, area) => area == file.Area || Shared.Contains(area) || Nouns.ContainsKey(area) || Ground.Contains(area));

    [Fact]
    public void Cookies_import_nouns_and_the_ground() =>
        AssertImports(file => file.Area == "Cookies", (file, area) => area == file.Area || Nouns.ContainsKey(area) || Ground.Contains(area));

    [Fact]
    public void Components_import_cookies_nouns_and_the_ground() => AssertImports(
        file => file.Area == "Components", (file, area) => area == file.Area || area == "Cookies" || Nouns.ContainsKey(area) || Ground.Contains(area));

    [Fact]
    public void A_noun_imports_the_nouns_of_the_table_and_the_ground() =>
        AssertImports(file => Nouns.ContainsKey(file.Area), (file, area) => area == file.Area || Nouns[file.Area].Contains(area) || Ground.Contains(area));

    [Fact]
    public void Data_imports_no_noun() => AssertImports(file => file.Area == "Data", (_, area) => area is "Data" or "Platform");

    [Fact]
    public void The_platform_imports_no_area() =>
        AssertImports(file => file.Area == "Platform", (_, area) => area == "Platform");

    [Fact]
    public void Nothing_imports_the_composition_but_itself() =>
        AssertImports(file => !Composition.Contains(file.Area) && file.Area.Length > 0, (_, area) => !Composition.Contains(area));

    [Fact]
    public void The_parts_of_the_composition_stand_in_line() => AssertImports(
        file => file.Area is "Seeding" or "Hosting", (file, area) => area != "CommandLine" && (file.Area == "Hosting" || area != "Hosting"));

    [Fact]
    public void The_table_of_the_nouns_has_no_circle()
    {
        var reached = new HashSet<string>();
        while (true)
        {
            var next = Nouns.Where(noun => !reached.Contains(noun.Key) && noun.Value.All(reached.Contains)).Select(noun => noun.Key).ToList();
            if (next.Count == 0) break;
            reached.UnionWith(next);
        }

        Assert.Empty(Nouns.Keys.Except(reached));
    }

    /// <summary>
    /// The file of an entity (the type that a mapping configures) holds rules and nothing else: no context, no EF, no options, no clock.
    /// Mappings, directories and operations lie beside it in files of their own.
    /// </summary>
    [Fact]
    public void The_file_of_a_noun_knows_neither_database_nor_http()
    {
        var entities = SourceTree.Server.Where(file => Nouns.ContainsKey(file.Area))
            .SelectMany(file => Mapped().Matches(file.Text).Select(match => (file.Area, Type: match.Groups[1].Value))).ToHashSet();
        Assert.NotEmpty(entities);
        var files = SourceTree.Server.Where(file => entities.Any(entity => entity.Area == file.Area && file.Path == $"{entity.Area}/{entity.Type}.cs")).ToList();
        Assert.True(files.Count >= 8, "Entities are found by their file names");
        Assert.Empty(files.Where(file => NotForNouns().IsMatch(file.Text)).Select(file => file.Path).Except(WithTheirMapping));
    }

    [Fact]
    public void An_operation_never_sees_the_request() =>
        Assert.Empty(SourceTree.Server.Where(file => (Nouns.ContainsKey(file.Area) || file.Area == "Data") && Request().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Our_own_namespaces_are_in_no_global_using()
    {
        var globals = Directory.EnumerateFiles(Hosting.Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Regex.IsMatch(File.ReadAllText(path), @"^\s*global using (static )?Gatehouse", RegexOptions.Multiline));
        var projects = Directory.EnumerateFiles(Hosting.Repository.Root, "*.*proj", SearchOption.AllDirectories)
            .Append(Hosting.Repository.PathOf("Directory.Build.props")).Append(Hosting.Repository.PathOf("tests/Directory.Build.props"))
            .Where(path => Regex.IsMatch(File.ReadAllText(path), "<Using [^>]*Include=\"Gatehouse"));
        // What an area's own _Imports.razor names is read like every other file of the area.
        Assert.Empty(globals.Concat(projects).Concat(SourceTree.Server.Where(file => file.Area.Length == 0 && file.Path.EndsWith("_Imports.razor", StringComparison.Ordinal)).Select(file => file.Path)));
    }

    private static void AssertImports(Func<SourceFile, bool> from, Func<SourceFile, string, bool> mayImport)
    {
        var broken = SourceTree.Server.Where(from)
            .SelectMany(file => file.Imports.Where(area => !mayImport(file, area)).Select(area => $"{file.Path} imports {area}")).ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [GeneratedRegex(@"IEntityTypeConfiguration<(\w+)>")]
    private static partial Regex Mapped();

    [GeneratedRegex(@"using Microsoft\.(EntityFrameworkCore|AspNetCore)|using Gatehouse\.Server\.Data;|\b(GatehouseDb|DbContext|HttpContext|GatehouseOptions|TimeProvider)\b")]
    private static partial Regex NotForNouns();

    [GeneratedRegex(@"\b(HttpContext|HttpRequest|HttpResponse|IResult|IFormCollection)\b")]
    private static partial Regex Request();
}
