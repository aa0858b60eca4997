using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Takes a connector away (contract/management-misc.md 7): not the last one by which people with an expired password could get a new one;
/// a social one leaves the sign-in page too.
/// </summary>
internal sealed class DeleteConnector(GatehouseDb db, UnitOfWork work, ConnectorFactories factories, ConnectorKindsReader kinds, ForgetConnectorTokens forget)
{
    public Task<Checked<Done>> ExecuteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Connector.Deleted", id, async () =>
        {
            if (await db.Connectors.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } connector) return ConnectorRefusals.NotFound;
            var factory = factories.Find(connector.FactoryId);
            if (factory is { Type: ConnectorType.Social }) await LeaveSignInPageAsync(connector, factory, ct);
            else if (factory is not null && await IsLastWayBackAsync(connector, ct))
                return new Refusal("sign_in_experiences.password_expiration_requires_forgot_password", 422);
            await forget(id, ct);
            db.Connectors.Remove(connector);
            return new Done();
        }, ct);

    private async Task<bool> IsLastWayBackAsync(Connector connector, CancellationToken ct)
    {
        var experience = await db.SignInExperiences.AsNoTracking().SingleAsync(ct);
        if (!new ExperienceSettings(experience).PasswordExpiration.Enabled) return false;
        var all = await db.Connectors.AsNoTracking().ToListAsync(ct);
        return ForgotPassword.Of(experience.ForgotPasswordMethods, kinds.Of(all)).IsOffered
            && !ForgotPassword.Of(experience.ForgotPasswordMethods, kinds.Of(all.Where(other => other.Id != connector.Id))).IsOffered;
    }

    private async Task LeaveSignInPageAsync(Connector connector, ConnectorFactory factory, CancellationToken ct)
    {
        var target = Connector.TargetOf(factory, connector.Metadata);
        var others = await db.Connectors.AsNoTracking().Where(other => other.Id != connector.Id).ToListAsync(ct);
        if (others.Any(other => factories.Find(other.FactoryId) is { Type: ConnectorType.Social } kind && Connector.TargetOf(kind, other.Metadata) == target)) return;
        var experience = await db.SignInExperiences.SingleAsync(ct);
        var targets = experience.SocialSignInConnectorTargets.ToElement().EnumerateArray().Select(entry => entry.GetString()!).ToList();
        if (targets.Remove(target)) experience.SocialSignInConnectorTargets = JsonText.Strings(targets);
    }
}
