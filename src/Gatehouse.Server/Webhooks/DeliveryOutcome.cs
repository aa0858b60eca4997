namespace Gatehouse.Server.Webhooks;

/// <summary>What came of one delivery attempt.</summary>
internal abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    public bool IsSuccess => this is Answered { StatusCode: >= 200 and < 300 };

    /// <summary>The receiver answered, with whatever status.</summary>
    /// <param name="Body">Its beginning, at most <see cref="HookSender.LongestAnswer"/> bytes.</param>
    /// <param name="IsCut">There was more.</param>
    internal sealed record Answered(int StatusCode, string Body, bool IsCut) : DeliveryOutcome;

    /// <summary>No answer came.</summary>
    /// <param name="Kind"><c>TimeoutError</c> or <c>TypeError</c>, as the contract's log names them.</param>
    internal sealed record Failed(string Kind, string Message) : DeliveryOutcome;

    /// <summary>Nothing was sent, and nothing will be.</summary>
    internal sealed record Dropped(string Reason) : DeliveryOutcome;
}
