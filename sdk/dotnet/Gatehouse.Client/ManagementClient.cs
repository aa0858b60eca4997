namespace Gatehouse.Client.Management;

/// <summary>
/// The Management API, a method for each operation. A list comes as a <see cref="Page{TItems}"/>; a refusal is a
/// <see cref="GatehouseException"/>. Safe to share between threads.
/// </summary>
public sealed partial class ManagementClient
{
    /// <summary>One for the life of the program, with tokens of a machine-to-machine application that has the Management API role.</summary>
    /// <param name="credentials">The application.</param>
    /// <param name="inner">What sends the requests in the end; by default connections that are looked up again every two minutes.</param>
    /// <param name="clock">The system's clock by default.</param>
    public static ManagementClient Create(ClientCredentials credentials, HttpMessageHandler? inner = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new(Connections.Open(credentials.Endpoint, new ClientCredentialsHandler(credentials, clock), inner));
    }
}
