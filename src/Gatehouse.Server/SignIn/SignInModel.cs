namespace Gatehouse.Server.SignIn;

/// <summary>The first page: who are you, or who tells us.</summary>
/// <param name="Path">Where the form goes.</param>
/// <param name="Typed">Into the field for the identifier; may be empty.</param>
internal sealed record SignInModel(string Path, SignInOffer Offer, string Typed, PageProblem? Problem);
