namespace Gatehouse.Server.AccountCenter;

/// <summary>A page of the account centre. Made for each request.</summary>
internal interface IAccountPage
{
    /// <summary>In octets, of a page whose form brings a file; null: it brings none.</summary>
    int? LargestFile => null;

    Task GetAsync(AccountVisit visit);

    /// <summary>Takes a form of the page. A form that succeeds is answered with 303, one that is refused with the page as it was typed.</summary>
    Task PostAsync(AccountVisit visit);
}
