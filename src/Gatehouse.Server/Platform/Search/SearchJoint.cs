namespace Gatehouse.Server.Platform.Search;

/// <summary>How the entries of one search are combined with each other.</summary>
internal enum SearchJoint
{
    Or,
    And,
}
