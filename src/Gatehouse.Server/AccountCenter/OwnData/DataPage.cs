using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.OwnData;

/// <summary>GET /account/data: a copy of what is kept of the user, and the end of the account.</summary>
internal sealed class DataPage : IAccountPage
{
    public const string Path = "/account/data";

    /// <summary>Asks for the proof of the download here: a file that comes instead of the page after the proof would leave people where they were.</summary>
    public Task GetAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        return visit.ShowAsync<DataView, DataModel>(
            visit.Say("nav.data"), new DataModel(visit.Snapshot.Get<PublishedExperience>().AccountCenter.DeleteAccountUrl is { Length: > 0 } url ? url : null));
    }

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(Path);
        return Task.CompletedTask;
    }
}

/// <param name="DeleteUrl">The tenant's own page for the deletion of accounts; null: it has none.</param>
internal sealed record DataModel(string? DeleteUrl);
