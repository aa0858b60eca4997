namespace Gatehouse.Client.Account;

/// <summary>
/// The Account API, a method for each operation: what a signed-in user may do with the own account. A refusal is a
/// <see cref="GatehouseException"/>.
/// </summary>
public sealed partial class AccountClient
{
    /// <summary>One for a user, with the access token of that user.</summary>
    /// <param name="endpoint">The server, for example <c>https://auth.example.com</c>.</param>
    /// <param name="getToken">Tells the user's access token, the opaque one that was asked for without a resource; asked before each request.</param>
    /// <param name="inner">What sends the requests in the end; by default connections that are looked up again every two minutes.</param>
    public static AccountClient Create(Uri endpoint, Func<CancellationToken, ValueTask<string>> getToken, HttpMessageHandler? inner = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(getToken);
        return new(Connections.Open(endpoint, new AccessTokenHandler(endpoint, getToken), inner));
    }

    /// <summary>The same, for changes that ask the user to prove who he is: passwords, addresses, factors, sessions.</summary>
    /// <param name="verificationRecordId">For example of <see cref="CreateVerificationByPasswordAsync"/>; good for ten minutes.</param>
    public AccountClient Verified(string verificationRecordId) => new(_server with { VerificationId = verificationRecordId });
}
