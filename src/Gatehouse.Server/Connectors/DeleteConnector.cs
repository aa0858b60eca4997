using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Takes a connector away (contract/management-misc.md 7): not the last one by which people with an expired password could get a new one;
/// a social one leaves the sign-in page too.
/// </summary>
internal sealed class DeleteConnector(GatehouseDb db, UnitOfWork work, ConnectorFactories factories, GatehouseOptions options)
{
    public Task<Checked<Done>> ExecuteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Connector.Deleted", id, async () =>
        {
            if (await db.Connectors.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } connector) return ConnectorRefusals.NotFound;
            var factory = factories.Find(connector.FactoryId);
            if (factory is { Type: ConnectorType.Social }) await LeaveSignInPageAsync(connector, factory, ct);
            else if (factory is not null && await IsLastWayBackAsync(connector, factory.Type, ct))
                return new Refusal("sign_in_experiences.password_expiration_requires_forgot_password", 422);
            db.Connectors.Remove(connector);
            return new Done();
        }, ct);

    private async Task<bool> IsLastWayBackAsync(Connector connector, ConnectorType type, CancellationToken ct)
    {
        if (options.UsesDevelopmentMailbox) return false;
        var experience = new ExperienceSettings(await db.SignInExperiences.AsNoTracking().SingleAsync(ct));
        if (!experience.PasswordExpiration.Enabled || !experience.ForgotPasswordMethods.Contains(MethodOf(type))) return false;
        var left = await db.Connectors.Where(other => other.Id != connector.Id).Select(other => other.Slot).ToListAsync(ct);
        return !experience.ForgotPasswordMethods.Any(method => left.Any(slot => Enum.TryParse<ConnectorType>(slot, out var other) && MethodOf(other) == method));
    }

    private static string MethodOf(ConnectorType type) => type == ConnectorType.Email ? "EmailVerificationCode" : "PhoneVerificationCode";

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
