using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Search;
using Pair = System.Collections.Generic.KeyValuePair<string, string>;

namespace Gatehouse.Server.Tests.Platform.Search;

public sealed class SearchGrammarProperties
{
    private static readonly Gen<string> Keys = Gen.Elements(
        "search", "searchfoo", "search[]", "search.name", "search.primaryEmail", "search.primary_email", "search.id", "search.x",
        "search.a.b", "search.", "searchFields", "searchFields[]", "mode", "mode.name", "mode.primary_email", "mode.x", "mode.a.b",
        "joint", "jointMode", "isCaseSensitive", "page", "foo");

    private static readonly Gen<string> Values = Gen.Frequency(
        (5, Gen.Elements("like", "exact", "similar_to", "posix", "and", "or", "true", "yes", "name", "primaryEmail", "")),
        (3, Gen.Elements("%a%", "a_", "a\\", "(a|b)*", "[a", "[[:alpha:]]+", "a{2,1}", "a{999}", "(((a{99}){99}){99})", "\\d\\1", "😀")),
        (2, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")));

    private static readonly Arbitrary<List<Pair>> Queries =
        Gen.Zip(Keys, Values).Select(pair => new Pair(pair.Item1, pair.Item2)).ListOf().Select(pairs => pairs.ToList()).ToArbitrary();

    private static readonly Arbitrary<List<Pair>> Strange =
        Gen.Zip(ArbMap.Default.GeneratorFor<string>(), ArbMap.Default.GeneratorFor<string>())
            .Select(pair => new Pair("search" + pair.Item1, pair.Item2 ?? "")).ListOf().Select(pairs => pairs.ToList()).ToArbitrary();

    [Fact]
    public void Nothing_throws()
    {
        Prop.ForAll(Queries, pairs => Describe(pairs).Length > 0).QuickCheckThrowOnFailure();
        Prop.ForAll(Strange, pairs => Describe(pairs).Length > 0).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_accepted_keeps_its_promises() => Prop.ForAll(Queries, pairs =>
    {
        if (Parse(pairs) is not SearchOutcome.Accepted { Query: { } query }) return true;
        return query.Entries.Count > 0 && query.Entries.All(entry =>
            entry.Fields.Count > 0
            && entry.Fields.All(field => SearchGrammarTests.UserFields.Any(known => known.Name == field))
            && entry.Values.All(value => value.Length > 0)
            && (entry.Mode == SearchMode.Exact ? entry.Values.Count > 0 : entry.Values.Count == 1)
            && (entry.Mode != SearchMode.SimilarTo || query.IsCaseSensitive));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_of_no_search_changes_nothing() => Prop.ForAll(Queries, pairs =>
        Describe(pairs) == Describe([.. pairs, new Pair("excludeRoleId", "x")])
        && Describe(pairs) == Describe([new Pair("isCaseSensitiveX", "1"), .. pairs])).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_different_keys_does_not_matter() => Prop.ForAll(Queries, pairs =>
    {
        // Among equals the order stays: of modes the last counts, of joints the first.
        var sorted = pairs.OrderBy(pair => Family(pair.Key), StringComparer.Ordinal).ToList();
        var (before, after) = (Parse(pairs), Parse(sorted));
        return before is SearchOutcome.Accepted ? Unordered(before) == Unordered(after) : after is SearchOutcome.Refused;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_mode_says_nothing_to_a_query_of_exact_entries_of_their_own() => Prop.ForAll(Queries, pairs =>
    {
        var own = pairs.Where(pair => pair.Key is "search.name" or "isCaseSensitive").Append(new Pair("mode.name", "exact")).ToList();
        return Describe(own) == Describe([.. own, new Pair("mode", "posix")]);
    }).QuickCheckThrowOnFailure();

    private static string Family(string key) =>
        key.StartsWith("search", StringComparison.Ordinal) && !key.StartsWith("searchFields", StringComparison.Ordinal)
            ? key.Contains('.') ? key.Replace("primary_email", "primaryEmail") : "search"
            : key.StartsWith("mode", StringComparison.Ordinal) ? key.Replace("primary_email", "primaryEmail") : key;

    private static SearchOutcome Parse(List<Pair> pairs) => SearchGrammar.Parse(pairs, SearchGrammarTests.UserFields);

    private static string Describe(List<Pair> pairs) => Parse(pairs) switch
    {
        SearchOutcome.Refused refused => refused.ToString(),
        SearchOutcome.Accepted { Query: null } => "nothing",
        SearchOutcome.Accepted { Query: { } query } =>
            $"{query.Joint} {query.IsCaseSensitive} {string.Join(';', query.Entries.Select(Describe))}",
        _ => "",
    };

    private static string Unordered(SearchOutcome outcome) => outcome is SearchOutcome.Accepted { Query: { } query }
        ? $"{query.Joint} {query.IsCaseSensitive} {string.Join(';', query.Entries.Select(Describe).Order(StringComparer.Ordinal))}"
        : "nothing";

    private static string Describe(SearchEntry entry) =>
        $"{string.Join(',', entry.Fields)} {entry.Mode} {string.Join('\u0001', entry.Values)}";
}
