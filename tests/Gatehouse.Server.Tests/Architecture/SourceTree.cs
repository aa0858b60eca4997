using System.Text.RegularExpressions;
using Gatehouse.Server.Tests.Hosting;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>One source file of the server, as far as the rules of the house look at it.</summary>
/// <param name="Area">The first folder, empty for files beside Program.cs.</param>
/// <param name="Imports">The areas of ours that its usings name.</param>
internal sealed record SourceFile(string Path, string Area, string Text, IReadOnlySet<string> Imports);

internal static partial class SourceTree
{
    public static IReadOnlyList<SourceFile> Server { get; } = Read(Repository.PathOf("src/Gatehouse.Server"));

    private static List<SourceFile> Read(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(path => System.IO.Path.GetExtension(path) is ".cs" or ".razor")
            .Select(path => (Full: path, Relative: System.IO.Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(path => !path.Relative.StartsWith("bin/", StringComparison.Ordinal) && !path.Relative.StartsWith("obj/", StringComparison.Ordinal))
            .Select(path =>
            {
                var text = File.ReadAllText(path.Full);
                var parts = path.Relative.Split('/');
                var imports = OwnUsing().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
                return new SourceFile(path.Relative, parts.Length > 1 ? parts[0] : "", text, imports);
            }),
    ];

    [GeneratedRegex(@"^\s*@?(?:global )?using (?:static )?(?:\w+ = )?Gatehouse\.Server\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex OwnUsing();
}
