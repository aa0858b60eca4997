using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Colours, logos and style of the sign-in pages: the tenant's, with an application's and an organization's over them (contract/management-misc.md 11).</summary>
internal sealed record ExperienceLook(JsonText Color, JsonText Branding, string? CustomCss)
{
    public static ExperienceLook Of(Experience experience) => new(experience.Color, experience.Branding, experience.CustomCss);

    /// <summary>Another look over this one, member by member; what the other does not say stays.</summary>
    /// <param name="other">Null changes nothing.</param>
    public ExperienceLook With(ExperienceLook? other) => other is null ? this
        : new ExperienceLook(Color.MergedWith(other.Color), Branding.MergedWith(other.Branding), string.IsNullOrEmpty(other.CustomCss) ? CustomCss : other.CustomCss);
}
