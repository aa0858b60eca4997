namespace Gatehouse.Protocol.Clients;

/// <summary>The kinds of application, named as on the wire: contract oidc.md section 4.1.</summary>
public enum ApplicationType
{
    Native,
    SPA,
    Traditional,
    MachineToMachine,
    Protected,
    SAML,
}
