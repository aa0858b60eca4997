namespace Gatehouse.Server.Console;

/// <summary>A page of the console within a tenant. Made for each request.</summary>
internal interface IConsolePage
{
    Task GetAsync(ConsoleVisit visit);

    /// <summary>Takes a form of the page. A form that succeeds is answered with 303, one that is refused with the page as it was typed.</summary>
    Task PostAsync(ConsoleVisit visit);
}
