using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>
/// The docstrings of the endpoints, out of the file that the compiler writes beside the program. Without it the documents have no sentences.
/// </summary>
internal sealed partial class EndpointDocs
{
    private readonly Dictionary<string, string> _sentences;

    private EndpointDocs(Dictionary<string, string> sentences) => _sentences = sentences;

    public static EndpointDocs Read()
    {
        var sentences = new Dictionary<string, string>();
        var path = Path.Combine(AppContext.BaseDirectory, typeof(EndpointDocs).Assembly.GetName().Name + ".xml");
        if (!File.Exists(path)) return new(sentences);
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.ReadToFollowing("member"))
        {
            if (reader.GetAttribute("name") is not { } name || !name.StartsWith("T:", StringComparison.Ordinal) || !name.EndsWith("Endpoint", StringComparison.Ordinal)) continue;
            using var member = reader.ReadSubtree();
            if (XElement.Load(member).Element("summary") is { } summary) sentences[name[2..]] = Clean(TextOf(summary));
        }

        return new(sentences);
    }

    /// <summary>What an endpoint does, for those who call it; empty when its docstring says no more than its path.</summary>
    public string Of(Type endpoint) => _sentences.GetValueOrDefault(endpoint.FullName!) ?? "";

    private static string TextOf(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => NameOf(reference),
        XElement { Name.LocalName: "c" } code => '`' + code.Value + '`',
        XElement other => TextOf(other),
        _ => "",
    }));

    private static string NameOf(XElement reference)
    {
        var name = reference.Attributes().FirstOrDefault()?.Value ?? "";
        return name[(name.LastIndexOfAny([':', '.']) + 1)..];
    }

    /// <summary>Without what a reader of the document sees anyway, and without the places that only our own sources have.</summary>
    private static string Clean(string text)
    {
        var sentence = OurSources().Replace(MethodAndPath().Replace(Blanks().Replace(text, " ").Trim(), ""), "").Trim(' ', '.', ';', ':', ',');
        return sentence.Length == 0 ? "" : char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..] + ".";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^((GET|POST|PUT|PATCH|DELETE)(, | and )?)+ /[^\s:;,(]*(:\w[^\s:;,(]*)*")]
    private static partial Regex MethodAndPath();

    [GeneratedRegex(@"\s*\([^()]*contract[/\s][^()]*\)")]
    private static partial Regex OurSources();
}
