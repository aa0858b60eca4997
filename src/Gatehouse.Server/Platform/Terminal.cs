#pragma warning disable RS0030 // The one place that knows the terminal.
namespace Gatehouse.Server.Platform;

/// <summary>Where commands write: answers to the standard output, complaints to the standard error.</summary>
internal static class Terminal
{
    public static TextWriter Out => System.Console.Out;

    public static TextWriter Error => System.Console.Error;

    /// <summary>The standard output as bytes, for what is a file.</summary>
    public static Stream OpenOutput() => System.Console.OpenStandardOutput();

    /// <summary>Nobody looks at the standard error as it comes.</summary>
    public static bool IsErrorPiped => System.Console.IsErrorRedirected;

    /// <summary>The output goes to another program or a file, not to a person.</summary>
    public static bool IsPiped => System.Console.IsOutputRedirected;
}
