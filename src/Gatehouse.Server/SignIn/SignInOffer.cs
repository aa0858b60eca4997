using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn;

/// <summary>What the sign-in experience offers on the first page (contract/experience-api.md 10).</summary>
/// <param name="Methods">In their order; empty where only providers let in.</param>
/// <param name="Providers">Social ones; the logos are URLs that pages may load, null for none.</param>
internal sealed record SignInOffer(
    IReadOnlyList<SignInMethod> Methods, IReadOnlyList<(string Target, string Name, string? Logo, string? LogoDark)> Providers, ForgotPassword ForgotPassword, bool AllowsRegister, bool MustAgree,
    PasskeySignIn Passkeys)
{
    /// <summary>A button signs in with a passkey.</summary>
    public bool OffersPasskey => Passkeys is { Enabled: true, ShowPasskeyButton: not false };

    /// <summary>The field for the name offers passkeys.</summary>
    public bool AutofillsPasskeys => Passkeys is { Enabled: true, AllowAutofill: not false };

    /// <summary>Every method is by password only: one page has both fields.</summary>
    public bool AsksPasswordAtOnce => Methods.All(method => method is { Password: true, VerificationCode: false });

    public IReadOnlyList<string> Kinds => [.. Methods.Select(method => method.Identifier)];

    public SignInMethod? MethodFor(string kind) => Methods.FirstOrDefault(method => method.Identifier == kind);
}

/// <summary>Reads <see cref="SignInOffer"/> from the tenant's settings and connectors.</summary>
internal sealed class SignInOffers(FindSocialConnectors findSocial)
{
    public async Task<SignInOffer> OfAsync(PageVisit visit)
    {
        var settings = visit.Snapshot.Get<ExperienceSettings>();
        var experience = visit.Snapshot.Get<PublishedExperience>().Row;
        var methods = settings.SignInMethods.Where(method => method.Password || method.VerificationCode).ToList();
        var social = ShownSocialConnector.InOrder(experience, await findSocial(visit.Aborted)).Where(connector => connector.Platform != ShownSocialConnector.Native);
        return new SignInOffer(
            methods,
            [.. social.Select(connector => (connector.Target, NameOf(connector.Name, visit.Frame.Texts.Language), LogoOf(connector.Logo), LogoOf(connector.LogoDark)))],
            ForgotPassword.Of(experience.ForgotPasswordMethods, visit.Snapshot.Get<ConnectorDirectory>().Kinds), settings.AllowsRegister, experience.AgreeToTermsPolicy == "Manual",
            settings.PasskeySignIn);
    }

    /// <summary>The same without providers, with the identifiers that the request wants.</summary>
    public async Task<SignInOffer> OfIdentifiersAsync(PageVisit visit)
    {
        var offer = await OfAsync(visit);
        return offer with { Methods = visit.Wanted(offer.Methods, method => method.Identifier), Providers = [] };
    }

    /// <summary>What people call the provider behind a connector.</summary>
    public async Task<string> NameOfAsync(PageVisit visit, string connectorId) =>
        (await findSocial(visit.Aborted)).FirstOrDefault(connector => connector.Id == connectorId) is { } found ? NameOf(found.Name, visit.Frame.Texts.Language) : connectorId;

    private static string NameOf(JsonText names, string language)
    {
        var all = names.ToElement();
        foreach (var tag in (string[])[language, language.Split('-', 2)[0], "en"])
        {
            if (all.TryGetProperty(tag, out var name) && name.ValueKind == JsonValueKind.String) return name.GetString()!;
        }

        return all.EnumerateObject().Select(name => name.Value.ToString()).FirstOrDefault() ?? "";
    }

    private static string? LogoOf(string? logo) => logo is not null
        && (logo.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || logo.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)) ? logo : null;
}
