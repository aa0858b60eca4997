using System.Net;
using System.Text.Json;

namespace Gatehouse.Server.Tests.Support;

/// <summary>
/// Holds every success that a test gets from the Management API against the answer that its operation declares: a member that is missing,
/// of another type or not declared fails the test that saw it.
/// </summary>
internal sealed class AnswerCheck(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options) return response;
        if (RouteTable.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } route) return response;
        // Tests of compression look at the bytes.
        if (response.Content.Headers.ContentEncoding.Count > 0) return response;
        if (route.Operation.Contract.Downloads?.Contains(response.Content.Headers.ContentType?.MediaType!) == true) return response;
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        if (isJson) await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = isJson ? await response.Content.ReadAsStringAsync(cancellationToken) : "";
        var problem = Problem(route, response.StatusCode, text);
        Assert.True(problem is null, $"{route} does not answer what its contract declares: {problem}\n{text}");
        return response;
    }

    private static string? Problem(Route route, HttpStatusCode status, string text)
    {
        if (text.Length == 0) return route.Answer is null || status == HttpStatusCode.NoContent ? null : "an Answer is declared, but there is no JSON";
        if (route.Answer is not { } shape) return "no Answer is declared, but there is JSON";
        using var document = JsonDocument.Parse(text);
        var problems = JsonFit.Problems(document.RootElement, shape, refusesUndeclared: true);
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }
}
