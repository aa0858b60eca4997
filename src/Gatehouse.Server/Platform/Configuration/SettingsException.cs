namespace Gatehouse.Server.Platform.Configuration;

/// <summary>A setting that the server can't start with; the message names it and is meant for the person at the terminal.</summary>
internal sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
