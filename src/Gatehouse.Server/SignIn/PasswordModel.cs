namespace Gatehouse.Server.SignIn;

/// <param name="Kind">What the identifier is, in the middle of a sentence.</param>
/// <param name="Value">The identifier as it was told.</param>
/// <param name="OffersCode">A code can be had instead.</param>
/// <param name="OffersReset">A new password can be chosen without the old one.</param>
internal sealed record PasswordModel(string Kind, string Value, bool OffersCode, bool OffersReset, PageProblem? Problem);
