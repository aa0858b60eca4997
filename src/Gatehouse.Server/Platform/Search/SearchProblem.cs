namespace Gatehouse.Server.Platform.Search;

internal enum SearchProblem
{
    NestedPath,
    UnknownField,
    EmptyValue,
    SeveralValues,
    InvalidMode,
    InvalidJoint,
    CaseInsensitiveSimilarTo,
    InvalidPattern,
}
