#pragma warning disable RS0030 // The one place that knows the terminal.
namespace Gatehouse.Server.Platform;

/// <summary>Where commands write: answers to the standard output, complaints to the standard error.</summary>
internal static class Terminal
{
    public static TextWriter Out => Console.Out;

    public static TextWriter Error => Console.Error;

    /// <summary>The output goes to another program or a file, not to a person.</summary>
    public static bool IsPiped => Console.IsOutputRedirected;
}
