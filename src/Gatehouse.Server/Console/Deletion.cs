using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>What cannot be undone wants the name typed in; scripts ask for it, and here it is compared.</summary>
internal static class Deletion
{
    /// <summary>The field of <see cref="Parts.ConfirmDialog"/>.</summary>
    public const string Typed = "typed";

    /// <returns>Null when the name was typed.</returns>
    public static ApiProblem? Refuse(ConsoleVisit visit, string name) =>
        visit.Form[Typed].Trim() == name.Trim() ? null : ApiProblem.Own(visit.Say("delete.not_typed", ("name", name)), Typed);
}
