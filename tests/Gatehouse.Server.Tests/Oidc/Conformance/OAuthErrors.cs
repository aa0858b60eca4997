using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

internal static class OAuthErrors
{
    /// <summary>An OAuth error by its name, whatever else the body says.</summary>
    public static void ExpectErrorName(this Answer answer, int status, string error) => Assert.Equal(error, answer.Expect(status)["error"].GetString());
}
