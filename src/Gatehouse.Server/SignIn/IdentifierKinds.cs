using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;

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
        var text = List(frame, kinds);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>"email or phone number", in the middle of a sentence.</summary>
    public static string List(PageFrame frame, IReadOnlyList<string> kinds)
    {
        var names = kinds.Select(kind => Name(frame, kind)).ToList();
        return names.Count == 1 ? names[0] : string.Join(frame.Say("list.separator"), names.SkipLast(1)) + frame.Say("list.or") + names[^1];
    }

    /// <summary>As people write it: a phone number is stored without the plus.</summary>
    public static string Written(SignInIdentifier identifier) => identifier.Type == "phone" ? "+" + identifier.Value : identifier.Value;

    /// <summary>How to write it, where that is not plain.</summary>
    public static string? Hint(PageFrame frame, IReadOnlyList<string> kinds) => kinds is ["phone"] ? frame.Say("description.phone_hint") : null;

    /// <summary>What browsers fill in for a new account.</summary>
    public static string Autocomplete(IReadOnlyList<string> kinds) => kinds switch { ["email"] => "email", ["phone"] => "tel", _ => "username" };

    /// <summary>How browsers' own keyboards and lists fit.</summary>
    public static (string Type, string? InputMode) InputOf(IReadOnlyList<string> kinds) => kinds switch
    {
        ["email"] => ("email", "email"),
        ["phone"] => ("tel", "tel"),
        _ => ("text", kinds.Contains("email") ? "email" : null),
    };
}
