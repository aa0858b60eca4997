using Gatehouse.Server.Components;

namespace Gatehouse.Server.SignIn;

/// <summary>Kinds of identifiers in words.</summary>
internal static class IdentifierKinds
{
    /// <param name="kind"><c>username</c>, <c>email</c> or <c>phone</c>.</param>
    public static string Name(PageFrame frame, string kind) => frame.Say(kind == "phone" ? "description.phone_number" : $"description.{kind}");

    /// <summary>"Email or phone number", as the label of a field that takes either.</summary>
    public static string Label(PageFrame frame, IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0) return frame.Say("description.identifier");
        var names = kinds.Select(kind => Name(frame, kind)).ToList();
        var text = names.Count == 1 ? names[0] : string.Join(frame.Say("list.separator"), names.SkipLast(1)) + frame.Say("list.or") + names[^1];
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>How browsers' own keyboards and lists fit.</summary>
    public static (string Type, string? InputMode) InputOf(IReadOnlyList<string> kinds) => kinds switch
    {
        ["email"] => ("email", "email"),
        ["phone"] => ("tel", "tel"),
        _ => ("text", kinds.Contains("email") ? "email" : null),
    };
}
