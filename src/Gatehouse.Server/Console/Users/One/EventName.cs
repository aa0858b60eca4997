namespace Gatehouse.Server.Console.Users.One;

/// <summary>What people call an entry of the audit log: a sentence of ours for the usual ones, else the key itself.</summary>
internal static class EventName
{
    public static string Of(ConsoleFrame frame, string key)
    {
        var name = "event." + key;
        var sentence = frame.Say(name);
        return sentence.EndsWith(name, StringComparison.Ordinal) ? key : sentence;
    }

    /// <summary>For the icon beside it.</summary>
    public static string IconOf(string key) =>
        key.StartsWith("Change.", StringComparison.Ordinal) ? "settings" : key.StartsWith("Interaction.", StringComparison.Ordinal) ? "sign_in_experience" : "key";
}
