using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Tests;

/// <summary>The library decides and does nothing else.</summary>
public sealed class PurityTests
{
    [Fact]
    public void The_library_refers_to_no_server_database_or_network()
    {
        string[] forbidden =
            ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "System.Net", "System.IO.File", "Gatehouse"];
        Assert.DoesNotContain(
            typeof(OAuthError).Assembly.GetReferencedAssemblies(),
            reference => forbidden.Any(name => reference.Name!.StartsWith(name, StringComparison.Ordinal)));
    }
}
