using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>A page that is one form.</summary>
/// <param name="Problem">Null where nothing is wrong.</param>
internal record FormModel(FormValues Values, ApiProblem? Problem)
{
    /// <summary>Of what the form shows; empty for something new.</summary>
    public string Basis { get; init; } = "";

    public ChangedMeanwhile? Changed { get; init; }

    public int Status => Changed is not null ? StatusCodes.Status409Conflict : Problem?.Status ?? StatusCodes.Status200OK;
}
