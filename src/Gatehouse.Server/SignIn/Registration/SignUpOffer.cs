using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Registration;

/// <summary>What a new account begins with (contract/experience-api.md 10, <c>signUp</c>).</summary>
/// <param name="Kinds">Of the first identifier; empty where only providers make accounts.</param>
/// <param name="MustAgree">To the terms, by a tick.</param>
internal sealed record SignUpOffer(IReadOnlyList<string> Kinds, IReadOnlyList<(string Target, string Name, string? Logo, string? LogoDark)> Providers, bool AllowsSignIn, bool MustAgree);

/// <summary>Reads <see cref="SignUpOffer"/> from the tenant's settings and connectors.</summary>
internal sealed class SignUpOffers(SignInOffers offers)
{
    public async Task<SignUpOffer> OfAsync(PageVisit visit)
    {
        var settings = visit.Snapshot.Get<ExperienceSettings>();
        return new SignUpOffer(
            settings.SignUp.Identifiers ?? [], (await offers.OfAsync(visit)).Providers, settings.AllowsSignIn, Agreement.MustBeGiven(visit.Snapshot));
    }

    /// <summary>The same without providers, with the identifiers that the request wants.</summary>
    public async Task<SignUpOffer> OfIdentifiersAsync(PageVisit visit)
    {
        var offer = await OfAsync(visit);
        return offer with { Kinds = visit.Wanted(offer.Kinds, kind => kind), Providers = [] };
    }
}
