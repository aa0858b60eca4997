using Gatehouse.Server.Platform.Search;

namespace Gatehouse.Server.Tests.Platform.Search;

public sealed class SearchGrammarTests
{
    internal static readonly SearchField[] UserFields =
        [.. new[] { "id", "primaryEmail", "primaryPhone", "username", "name" }.Select(SearchField.Of)];

    [Theory]
    [InlineData("")]
    [InlineData("page=1&page_size=20&foo=bar")]
    [InlineData("mode=posix")]
    [InlineData("joint=and&isCaseSensitive=true")]
    [InlineData("mode.name=exact")]
    [InlineData("searchFields=name")]
    [InlineData("Search=x")]
    public void Nothing_is_searched_for_without_a_search_key(string query) => Assert.Null(Accept(query));

    [Theory]
    [InlineData("search=x")]
    [InlineData("searchfoo=x")]
    [InlineData("search[]=x")]
    [InlineData("searchfields=x")]
    [InlineData("searchFields[0]=x")]
    public void A_key_without_a_dot_searches_every_field(string query)
    {
        var entry = Assert.Single(Accept(query)!.Entries);
        Assert.Equal(["id", "primaryEmail", "primaryPhone", "username", "name"], entry.Fields);
        Assert.Equal(SearchMode.Like, entry.Mode);
        Assert.Equal(["x"], entry.Values);
    }

    [Theory]
    [InlineData("search.primaryEmail=x", "primaryEmail")]
    [InlineData("search.primary_email=x", "primaryEmail")]
    [InlineData("searchfoo.name=x", "name")]
    public void A_key_with_a_dot_searches_one_field(string query, string field) =>
        Assert.Equal([field], Assert.Single(Accept(query)!.Entries).Fields);

    [Fact]
    public void Both_names_of_a_field_are_one_entry()
    {
        var entry = Assert.Single(Accept("search.primaryEmail=a&search.primary_email=b&mode.primary_email=exact")!.Entries);
        Assert.Equal(["a", "b"], entry.Values);
    }

    [Fact]
    public void Keys_without_a_dot_are_pooled()
    {
        var entry = Assert.Single(Accept("search=a&mode=exact&searchfoo=b&search[]=c")!.Entries);
        Assert.Equal(["a", "b", "c"], entry.Values);
    }

    [Theory]
    [InlineData("search=x", SearchMode.Like)]
    [InlineData("search=x&mode=exact", SearchMode.Exact)]
    [InlineData("mode=exact&search=x", SearchMode.Exact)]
    [InlineData("search=x&modefoo=exact", SearchMode.Exact)]
    [InlineData("search=x&mode=exact&mode=posix", SearchMode.Posix)]
    [InlineData("search=x&mode=similar_to&isCaseSensitive=true", SearchMode.SimilarTo)]
    [InlineData("search=x&mode.name=exact", SearchMode.Like)]
    [InlineData("search.name=x&mode.name=exact&mode=posix", SearchMode.Exact)]
    [InlineData("search.name=x&mode.name=exact&mode.name=like", SearchMode.Like)]
    [InlineData("search.name=x&mode=posix", SearchMode.Posix)]
    [InlineData("search.name=x&mode.unknown=posix", SearchMode.Like)]
    public void The_mode_is_the_fields_own_or_the_general_one_and_the_last_counts(string query, object mode) =>
        Assert.Equal(mode, Assert.Single(Accept(query)!.Entries).Mode);

    [Theory]
    [InlineData("search=x", SearchJoint.Or)]
    [InlineData("search=x&joint=or", SearchJoint.Or)]
    [InlineData("search=x&joint=and", SearchJoint.And)]
    [InlineData("search=x&jointMode=and", SearchJoint.And)]
    [InlineData("search=x&joint=or&jointMode=and", SearchJoint.Or)]
    [InlineData("search=x&joint=&jointMode=and", SearchJoint.And)]
    [InlineData("search=x&joint=and&joint=or", SearchJoint.And)]
    public void Entries_are_joined_as_asked(string query, object joint) => Assert.Equal(joint, Accept(query)!.Joint);

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("y", true)]
    [InlineData("Yes", true)]
    [InlineData("yep", true)]
    [InlineData("yeAH", true)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    [InlineData("on", false)]
    [InlineData(" true", false)]
    [InlineData("", false)]
    public void Case_counts_when_a_truthy_word_says_so(string word, bool expected) =>
        Assert.Equal(expected, Accept($"search=x&isCaseSensitive={word}")!.IsCaseSensitive);

    [Theory]
    [InlineData("search=x&searchFields[]=name", "name")]
    [InlineData("searchFields[]=name&search=x", "name")]
    [InlineData("search=x&searchFields=primary_email", "primaryEmail")]
    [InlineData("search=x&searchFields[]=name&searchFields[]=id&searchFields=name", "id name")]
    public void SearchFields_restricts_the_general_search(string query, string fields) =>
        Assert.Equal(fields, string.Join(' ', Assert.Single(Accept(query)!.Entries).Fields));

    [Fact]
    public void SearchFields_leaves_searches_of_one_field_alone()
    {
        var entry = Assert.Single(Accept("search.name=x&searchFields[]=id")!.Entries);
        Assert.Equal(["name"], entry.Fields);
    }

    [Theory]
    [InlineData("search.a.b=x", SearchProblem.NestedPath, "search.a.b")]
    [InlineData("search.name.x=x", SearchProblem.NestedPath, "search.name.x")]
    [InlineData("mode.name.x=like", SearchProblem.NestedPath, "mode.name.x")]
    [InlineData("search.unknown=x", SearchProblem.UnknownField, "search.unknown")]
    [InlineData("search.=x", SearchProblem.UnknownField, "search.")]
    [InlineData("search.Name=x", SearchProblem.UnknownField, "search.Name")]
    [InlineData("search=", SearchProblem.EmptyValue, "search")]
    [InlineData("search.name=", SearchProblem.EmptyValue, "search.name")]
    [InlineData("search=a&search=b", SearchProblem.SeveralValues, "b")]
    [InlineData("search=a&searchfoo=b&mode=posix", SearchProblem.SeveralValues, "b")]
    [InlineData("search=x&mode=LIKE", SearchProblem.InvalidMode, "LIKE")]
    [InlineData("mode=", SearchProblem.InvalidMode, "")]
    [InlineData("mode=regex", SearchProblem.InvalidMode, "regex")]
    [InlineData("mode.unknown=regex", SearchProblem.InvalidMode, "regex")]
    [InlineData("mode=regex&mode=like", SearchProblem.InvalidMode, "regex")]
    [InlineData("joint=xor", SearchProblem.InvalidJoint, "xor")]
    [InlineData("jointMode=AND", SearchProblem.InvalidJoint, "AND")]
    [InlineData("search=x&mode=similar_to", SearchProblem.CaseInsensitiveSimilarTo, "x")]
    [InlineData("search=x&mode=similar_to&isCaseSensitive=no", SearchProblem.CaseInsensitiveSimilarTo, "x")]
    [InlineData("search=x\\", SearchProblem.InvalidPattern, "x\\")]
    [InlineData("search=(&mode=posix", SearchProblem.InvalidPattern, "(")]
    [InlineData("search=(&mode=similar_to&isCaseSensitive=1", SearchProblem.InvalidPattern, "(")]
    [InlineData("search=a\0&mode=exact", SearchProblem.InvalidPattern, "a\0")]
    [InlineData("search=x&searchFields[]=unknown", SearchProblem.UnknownField, "unknown")]
    [InlineData("searchFields[]=unknown", SearchProblem.UnknownField, "unknown")]
    [InlineData("search=x&searchFields=name,id", SearchProblem.UnknownField, "name,id")]
    [InlineData("searchFields=", SearchProblem.EmptyValue, "searchFields")]
    public void What_the_grammar_lacks_is_refused(string query, object problem, string text)
    {
        var refused = Assert.IsType<SearchOutcome.Refused>(SearchGrammar.Parse(Pairs(query), UserFields));
        Assert.Equal((problem, text), (refused.Problem, refused.Text));
    }

    private static SearchQuery? Accept(string query) =>
        Assert.IsType<SearchOutcome.Accepted>(SearchGrammar.Parse(Pairs(query), UserFields)).Query;

    internal static IEnumerable<KeyValuePair<string, string>> Pairs(string query) =>
        from pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let sign = pair.IndexOf('=')
        select KeyValuePair.Create(pair[..sign], pair[(sign + 1)..]);
}
