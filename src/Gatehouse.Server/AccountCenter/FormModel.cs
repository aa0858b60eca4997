namespace Gatehouse.Server.AccountCenter;

/// <summary>A page that is one form: most of the account centre.</summary>
/// <param name="Path">Of the page that takes it.</param>
/// <param name="Button">What it does, in words.</param>
/// <param name="Back">The page above this one.</param>
internal sealed record FormModel(string Title, string? Text, string Path, string Button, string Back)
{
    public IReadOnlyList<FormInput> Inputs { get; init; } = [];

    public AccountProblem? Problem { get; init; }

    /// <summary>Further forms without fields beneath it.</summary>
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];

    /// <summary>What is done can't be undone.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>A second sentence that explains.</summary>
    public string? Note { get; init; }
}

/// <param name="Type">Of the input; <c>password</c> and <c>code</c> have a part of their own.</param>
internal sealed record FormInput(string Name, string Label, string Type = "text", string Value = "")
{
    public string? Autocomplete { get; init; }

    public string? Hint { get; init; }

    public int MaxLength { get; init; } = 256;
}

/// <param name="Action">The value of <c>action</c>.</param>
internal sealed record FormChoice(string Action, string Label, bool IsDangerous = false);
