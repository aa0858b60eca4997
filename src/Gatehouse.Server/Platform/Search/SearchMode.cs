namespace Gatehouse.Server.Platform.Search;

internal enum SearchMode
{
    Like,
    Exact,
    SimilarTo,
    Posix,
}
