using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET /account/security: how the user signs in, and what stands beside the password.</summary>
internal sealed class SecurityPage : IAccountPage
{
    public const string Path = "/account/security";

    public async Task GetAsync(AccountVisit visit)
    {
        var (settings, fields) = (visit.Snapshot.Get<ExperienceSettings>(), visit.Frame.Fields);
        var factors = fields.MayRead(AccountFields.Mfa) ? (await visit.Api.GetAsync("/api/my-account/mfa-verifications")).OrThrow().Read<List<Factor>>() : [];
        await visit.ShowAsync<SecurityView, SecurityModel>(visit.Say("nav.security"), new SecurityModel(factors)
        {
            MayAddTotp = settings.MayBind(MfaFactor.Totp) && fields.MayEdit(AccountFields.Mfa),
            MayAddPasskey = settings.MayBind(MfaFactor.WebAuthn) && fields.MayEdit(AccountFields.Passkey),
            MayAddCodes = settings.MayBind(MfaFactor.BackupCode) && fields.MayEdit(AccountFields.Mfa),
        });
    }

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(Path);
        return Task.CompletedTask;
    }
}

/// <summary>A second factor as the API shows it (contract/account-api.md 8).</summary>
internal sealed record Factor(string Id, string Type, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? Agent, string? Name, int? RemainCodes)
{
    public bool IsTotp => Type == MfaFactor.Totp;

    public bool IsPasskey => Type == MfaFactor.WebAuthn;

    public bool IsCodes => Type == MfaFactor.BackupCode;
}

internal sealed record SecurityModel(IReadOnlyList<Factor> Factors)
{
    public bool MayAddTotp { get; init; }

    public bool MayAddPasskey { get; init; }

    public bool MayAddCodes { get; init; }

    public Factor? Totp => Factors.FirstOrDefault(factor => factor.IsTotp);

    public Factor? Codes => Factors.FirstOrDefault(factor => factor.IsCodes);

    public IEnumerable<Factor> Passkeys => Factors.Where(factor => factor.IsPasskey);
}
