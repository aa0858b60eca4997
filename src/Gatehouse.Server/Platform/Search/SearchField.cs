using System.Text;

namespace Gatehouse.Server.Platform.Search;

/// <summary>A field that a list may be searched by: its wire name, and the column-like alias that clients also write.</summary>
internal sealed record SearchField(string Name, string Alias)
{
    /// <summary><c>primaryEmail</c> gets the alias <c>primary_email</c>.</summary>
    public static SearchField Of(string camelCase)
    {
        var alias = new StringBuilder(camelCase.Length + 4);
        foreach (var letter in camelCase)
        {
            if (char.IsAsciiLetterUpper(letter)) alias.Append('_');
            alias.Append(char.ToLowerInvariant(letter));
        }
        return new SearchField(camelCase, alias.ToString());
    }

    public bool IsCalled(string name) => name == Name || name == Alias;
}
