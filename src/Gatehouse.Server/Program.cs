using Gatehouse.Server.CommandLine;

namespace Gatehouse.Server;

internal static class Program
{
    public static Task<int> Main(string[] args) => GatehouseCommand.RunAsync(args);
}
