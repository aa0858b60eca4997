using System.CommandLine;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.CommandLine;

/// <summary>
/// Settings of the .NET configuration behind a command, as <c>--Section:Name=value</c>. They are not ours to parse, but everything else
/// that no command knows is a mistake: a mistyped command must not serve, a mistyped option must not be ignored.
/// </summary>
internal static class PassedSettings
{
    private static readonly string[] Sections = [GatehouseOptions.Section, "Logging", "Kestrel"];

    public static void AcceptBehind(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        foreach (var inner in command.Subcommands) AcceptBehind(inner);
    }

    /// <exception cref="SettingsException">A word is neither a command nor a setting.</exception>
    public static string[] Of(ParseResult parsed)
    {
        foreach (var token in parsed.UnmatchedTokens)
        {
            if (IsSetting(token)) continue;
            throw new SettingsException(token.StartsWith('-')
                ? $"There is no option '{token}' here. Settings are written --{GatehouseOptions.Section}:Name=value; see gatehouse --help."
                : $"There is no command '{token}' here; see gatehouse --help.");
        }

        return [.. parsed.UnmatchedTokens];
    }

    private static bool IsSetting(string token)
    {
        if (!token.StartsWith("--", StringComparison.Ordinal)) return false;
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 2 && colon < equals - 1 && Sections.Contains(token[2..colon], StringComparer.OrdinalIgnoreCase);
    }
}
