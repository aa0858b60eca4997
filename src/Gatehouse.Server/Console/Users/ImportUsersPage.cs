using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Console.Users;

/// <summary>GET and POST /console/{tenant}/users/import: takes a file of users (docs/bulk.md) and goes on to its job; at first as a trial that changes nothing.</summary>
internal sealed class ImportUsersPage(GatehouseOptions options) : IConsolePage, ITakesFile
{
    public const string Path = "/users/import";
    public const string Field = "file", Mode = "mode", Trial = "trial", Real = "real";

    /// <summary>A form is read into memory. Larger files go to the API or the command line, which read them piece by piece. MiB.</summary>
    private const int LargestForm = 32;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv", [".ndjson"] = "application/x-ndjson", [".jsonl"] = "application/x-ndjson",
    };

    public int LargestFile => Math.Min(LargestForm, options.ImportSizeLimit) * 1024 * 1024;

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (Refuse(visit) is { } sentence)
        {
            await ShowAsync(visit, ApiProblem.Own(sentence, Field));
            return;
        }

        var (file, isTrial) = (visit.Form.File!, visit.Form[Mode] is not Real);
        var answer = await visit.Api.SendAsync("POST", "/api/users/import" + (isTrial ? "?dryRun=true" : ""), file.Content!, Types[System.IO.Path.GetExtension(file.Name)]);
        if (answer.IsGood) visit.Done("/jobs/" + Uri.EscapeDataString(answer.Read<Jobs.ShownJob>().Id), isTrial ? "trial_started" : "import_started");
        else await ShowAsync(visit, answer.Problem.At(Field));
    }

    private string? Refuse(ConsoleVisit visit)
    {
        if (visit.Form.File is not { } file) return visit.Say("import.file_needed");
        if (file.Content is null) return visit.Say("import.file_too_large", ("n", (LargestFile / (1024 * 1024)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return Types.ContainsKey(System.IO.Path.GetExtension(file.Name)) ? null : visit.Say("import.file_kind");
    }

    private static Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => visit.ShowAsync<ImportUsersView, ImportUsersModel>(
        visit.Say("import.title"), new ImportUsersModel(visit.Form[Mode] is Real || visit.Query(Mode) is Real, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="IsReal">No trial any more.</param>
internal sealed record ImportUsersModel(bool IsReal, ApiProblem? Problem);
