using System.Collections.Frozen;
using System.Text;

namespace Gatehouse.Server.Connectors;

/// <summary>Marks that people know providers by, by target, as images that stand in a URL themselves. A connector's own logo stands before these.</summary>
internal static class ProviderMarks
{
    /// <summary>In place of the colour of marks that have one colour, whichever it is.</summary>
    private const string OwnInk = "currentColor";

    private static readonly FrozenDictionary<string, string> ByTarget = new Dictionary<string, string>
    {
        ["google"] = """<g fill="none" stroke-width="3.4"><path stroke="#ea4335" d="M4.5 6.6A6.6 6.6 0 0 1 14.8 5.4"/><path stroke="#fbbc05" d="M4.5 13.4A6.6 6.6 0 0 1 4.5 6.6"/><path stroke="#34a853" d="M14.4 14.9A6.6 6.6 0 0 1 4.5 13.4"/><path stroke="#4285f4" d="M10 10h6.6a6.6 6.6 0 0 1-2.2 4.9"/></g>""",
        ["github"] = """<path fill="currentColor" transform="scale(1.25)" d="M8 0a8 8 0 0 0-2.5 15.6c.4.1.5-.2.5-.4v-1.5c-2 .4-2.5-.5-2.7-.9-.1-.3-.5-1-.8-1.2-.3-.1-.7-.5 0-.5.6 0 1.1.6 1.2.8.7 1.2 1.9.9 2.3.7.1-.5.3-.9.5-1.1-1.8-.2-3.6-.9-3.6-4 0-.9.3-1.6.8-2.1-.1-.2-.4-1 .1-2.1 0 0 .7-.2 2.2.8a7.4 7.4 0 0 1 4 0c1.5-1 2.2-.8 2.2-.8.4 1.1.2 1.9.1 2.1.5.6.8 1.3.8 2.1 0 3.1-1.9 3.8-3.6 4 .3.2.5.7.5 1.5v2.2c0 .2.1.5.5.4A8 8 0 0 0 8 0z"/>""",
        ["azuread"] = """<path fill="#f25022" d="M1 1h8.5v8.5H1z"/><path fill="#7fba00" d="M10.5 1H19v8.5h-8.5z"/><path fill="#00a4ef" d="M1 10.5h8.5V19H1z"/><path fill="#ffb900" d="M10.5 10.5H19V19h-8.5z"/>""",
        ["facebook"] = """<circle cx="10" cy="10" r="10" fill="#0866ff"/><path fill="#fff" d="M11.3 20v-7h2.4l.45-2.8H11.3V8.5c0-.85.35-1.5 1.6-1.5h1.3V4.6a15 15 0 0 0-2.1-.15c-2.3 0-3.7 1.35-3.7 3.8v1.95H5.9V13h2.5v7z"/>""",
        ["kakao"] = """<rect width="20" height="20" rx="4" fill="#fee500"/><path fill="#191600" d="M10 4.2c-3.7 0-6.7 2.3-6.7 5.2 0 1.9 1.3 3.5 3.2 4.4l-.7 2.6c0 .2.15.3.3.2l3-2 .9.05c3.7 0 6.7-2.3 6.7-5.25S13.7 4.2 10 4.2z"/>""",
        ["naver"] = """<rect width="20" height="20" rx="4" fill="#03c75a"/><path fill="#fff" d="M5.5 5h3.1l2.9 4.3V5h3v10h-3.1l-2.9-4.3V15h-3z"/>""",
        ["line"] = """<rect width="20" height="20" rx="4" fill="#06c755"/><path fill="#fff" d="M10 4c-3.7 0-6.7 2.4-6.7 5.4 0 2.7 2.4 4.9 5.6 5.3.8.15.4.9.3 1.9 0 .3.2.35.5.2 2.3-1.2 5.3-3.5 6.3-5.1.5-.7.7-1.5.7-2.3C16.7 6.4 13.7 4 10 4z"/>""",
        ["discord"] = """<rect width="20" height="20" rx="4" fill="#5865f2"/><path fill="#fff" d="M14.7 5.9a10 10 0 0 0-2.5-.8l-.35.65a9 9 0 0 0-3.7 0L7.8 5.1a10 10 0 0 0-2.5.8C3.7 8.3 3.3 10.6 3.5 12.9a10 10 0 0 0 3 1.5l.65-1.05-1-.5.25-.2a7.2 7.2 0 0 0 7.2 0l.25.2-1 .5.65 1.05a10 10 0 0 0 3-1.5c.25-2.7-.45-5-1.8-7zM7.9 11.5c-.6 0-1.1-.55-1.1-1.25S7.3 9 7.9 9s1.1.55 1.1 1.25-.5 1.25-1.1 1.25zm4.2 0c-.6 0-1.1-.55-1.1-1.25S11.5 9 12.1 9s1.1.55 1.1 1.25-.5 1.25-1.1 1.25z"/>""",
        ["apple"] = """<path fill="currentColor" d="M13.2 5.2c-1.3 0-2.2.8-3.1.8-.9 0-2-.75-3.2-.75-2.4 0-4.7 2-4.7 5.6 0 3.8 2.6 8.15 4.9 8.15 1.1 0 1.7-.75 3.1-.75s1.9.75 3.1.75c1.9 0 3.5-2.7 4.3-5-1.6-.7-2.5-2.1-2.5-3.7 0-1.5.8-2.8 2-3.6-.9-1-2.3-1.5-3.9-1.5zM13.3 1c.15 1.9-1.5 3.7-3.4 3.7C9.7 2.9 11.4 1.1 13.3 1z"/>""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null where none is known.</summary>
    public static string? Find(string? target) => target is not null && ByTarget.TryGetValue(target, out var mark) ? Image(mark, "#1b1e24") : null;

    /// <summary>Null where the mark has colours of its own.</summary>
    public static string? FindDark(string? target) =>
        target is not null && ByTarget.TryGetValue(target, out var mark) && mark.Contains(OwnInk, StringComparison.Ordinal) ? Image(mark, "#f0f1f4") : null;

    private static string Image(string mark, string ink) => "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{mark.Replace(OwnInk, ink, StringComparison.Ordinal)}</svg>"""));
}
