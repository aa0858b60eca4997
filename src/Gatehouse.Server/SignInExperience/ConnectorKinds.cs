namespace Gatehouse.Server.SignInExperience;

/// <summary>What a tenant's connectors make possible, as far as the sign-in experience depends on it.</summary>
/// <param name="Email">Mails can be sent.</param>
/// <param name="Sms">Text messages can be sent.</param>
/// <param name="SocialTargets">The social accounts that users can sign in with.</param>
internal sealed record ConnectorKinds(bool Email, bool Sms, IReadOnlySet<string> SocialTargets)
{
    /// <summary>No connector at all.</summary>
    public static ConnectorKinds None { get; } = new(false, false, new HashSet<string>());
}

/// <summary>Looks at the connectors of the current tenant. Given by the Connectors folder.</summary>
internal delegate Task<ConnectorKinds> FindConnectorKinds(CancellationToken ct);
