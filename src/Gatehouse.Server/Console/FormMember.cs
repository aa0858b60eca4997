namespace Gatehouse.Server.Console;

/// <summary>
/// A member of a body of the API that a form has a field for. The field is called as the member's path, so that what the API says of a member
/// stands beside its field.
/// </summary>
/// <param name="Path">Names with dots between: <c>passwordPolicy.length.min</c>.</param>
/// <param name="Label">The name of the sentence that people call it by.</param>
internal sealed record FormMember(string Path, FormMemberKind Kind, string Label)
{
    /// <summary>The member of the body that it is in.</summary>
    public string Root => Path.Split('.', 2)[0];
}

/// <summary>How a field's text becomes JSON.</summary>
internal enum FormMemberKind
{
    /// <summary>An empty field leaves the member out.</summary>
    Text,

    /// <summary>Is sent also when the field is empty: the API says that it must not be.</summary>
    Required,

    /// <summary>An empty field is null.</summary>
    TextOrNull,

    /// <summary>An empty field leaves the member out; what is no number is sent as it is, and the API says so.</summary>
    Number,

    /// <summary>A box to tick.</summary>
    Flag,

    /// <summary>A list of texts, one a line.</summary>
    Lines,

    /// <summary>Boxes to tick, the list of the values of those that are.</summary>
    Choices,

    /// <summary>A map of texts, <c>name: value</c> a line.</summary>
    Pairs,

    /// <summary>JSON; an empty field leaves the member out.</summary>
    Json,

    /// <summary>A text that is not shown: an empty field keeps what is there.</summary>
    Secret,
}
