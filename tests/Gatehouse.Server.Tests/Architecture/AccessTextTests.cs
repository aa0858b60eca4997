using System.Text.RegularExpressions;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>What the door of the console and the pages about administrators say exists in English and Korean.</summary>
public sealed partial class AccessTextTests
{
    [Fact]
    public void Every_sentence_exists_in_both_languages()
    {
        var phrases = new Phrases();
        var said = Named("Console/Access/", "console.access.").Concat(Named("Console/Administrators/", "console."))
            .Concat(Enum.GetNames<AdministratorRole>().SelectMany(role => (string[])["console.role." + role, "console.administrators.may." + role]))
            .Concat(((string[])["role", "suspend", "reactivate", "remove"]).Select(action => "console.done.administrator_" + action)).Distinct().ToList();
        Assert.True(said.Count > 40, "Sentences are found by their names");
        foreach (var language in (string[])["en", "ko"])
            Assert.Empty(said.Except(phrases.Names(language)));
    }

    private static IEnumerable<string> Named(string folder, string prefix) => SourceTree.Server.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
        .SelectMany(file => Said().Matches(file.Text)).Where(match => !match.Groups[1].Value.EndsWith('.')).Select(match => match.Groups[1].Value)
        .Where(name => !name.StartsWith("error.", StringComparison.Ordinal) && name is not ("input.confirm_password" or "action.open_again")).Select(name => prefix + name);

    [GeneratedRegex("Say\\((?:frame, )?\"([a-zA-Z_.]+)\"")]
    private static partial Regex Said();
}
