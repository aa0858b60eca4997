using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>What the edge owes every operation of the Management API; a new one is here by itself.</summary>
public sealed class EveryRouteTests : ServerTest
{
    private const int TooMany = 1024 * 1024 + 1;

    private static IEnumerable<Route> Guarded => RouteTable.All.Where(route => !route.Operation.Contract.IsAnonymous);

    private static TheoryData<string> Names(IEnumerable<Route> routes) => new(routes.Select(route => route.Name));

    public static TheoryData<string> Every { get; } = Names(Guarded);

    public static TheoryData<string> WithBody { get; } = Names(RouteTable.All.Where(route => route.Operation.Contract.Body is not null));

    public static TheoryData<string> WithQuery { get; } = Names(RouteTable.All.Where(route => route.Operation.Contract.Query is { Fields.Count: > 0 }));

    public static TheoryData<string> Paged { get; } = Names(RouteTable.All.Where(route => route.Operation.Contract.Paging != Paging.None));

    private static Route Named(string name) => RouteTable.All.First(route => route.Name == name);

    private static string PathOf(Route route) => Regex.Replace(route.Path, @"\{\w+\}", "x");

    private static HttpMethod MethodOf(Route route) => new(route.Operation.Method);

    private Task<Answer> WithTokenAsync(Route route, string token) =>
        Server.Anonymous.SendAnswerAsync(MethodOf(route), PathOf(route), route.Operation.Contract.Body is null ? null : "{}", ("Authorization", "Bearer " + token));

    [Theory(DisplayName = "Contract 1.2: without a token every route is 401")]
    [MemberData(nameof(Every))]
    public async Task Without_a_token(string name)
    {
        var route = Named(name);
        (await Server.Anonymous.SendAnswerAsync(MethodOf(route), PathOf(route), "{")).Expect(401, "auth.authorization_header_missing");
    }

    [Theory(DisplayName = "Contract 1.2: with a token for another API every route is 401, without scope all 403")]
    [MemberData(nameof(Every))]
    public async Task With_a_token_for_something_else(string name)
    {
        var (route, forge) = (Named(name), await TokenForge.OfAsync(Server));
        (await WithTokenAsync(route, forge.Make(claims => claims["aud"] = "https://other.test/api"))).Expect(401, "auth.unauthorized");
        (await WithTokenAsync(route, forge.Make(claims => claims["scope"] = "read"))).Expect(403, "auth.forbidden");
    }

    [Theory(DisplayName = "Contract 1.5: every route refuses a body that is no JSON, of another type, or too large")]
    [MemberData(nameof(WithBody))]
    public async Task A_body_that_does_not_fit(string name)
    {
        var route = Named(name);
        var shape = route.Operation.Contract.Body!.Describe();
        Task<Answer> Send(string body) => Api.SendAnswerAsync(MethodOf(route), PathOf(route), body);
        (await Send("{\"a\":")).Expect(400);
        (await Send("\"text\"")).Expect(400);
        (await Send($$"""{"a":"{{new string('x', TooMany)}}"}""")).Expect(413, "request.body_too_large");
        if (shape["type"]?.GetValue<string>() is { } type)
            (await Send(type == "array" ? "{}" : "[1]")).Expect(400, "guard.invalid_input");
        foreach (var (member, schema) in shape["properties"] as JsonObject ?? [])
        {
            if (WrongFor(schema!) is not { } wrong) continue;
            var answer = await Send(new JsonObject { [member] = wrong }.ToJsonString());
            Assert.True((int)answer.Status == 400 && answer.Code == "guard.invalid_input", $"{name} with {member}={wrong.ToJsonString()}: {(int)answer.Status} {answer.Text}");
        }
    }

    [Theory(DisplayName = "Contract 1.5: every route refuses a query parameter that is there twice, unless it says that it takes a list")]
    [MemberData(nameof(WithQuery))]
    public async Task A_query_that_does_not_fit(string name)
    {
        var route = Named(name);
        foreach (var field in route.Operation.Contract.Query!.Fields)
        {
            var shape = field.Schema.Describe();
            if (shape["type"]?.GetValue<string>() != "string") continue;
            var answer = await Api.SendAnswerAsync(MethodOf(route), $"{PathOf(route)}?{field.Name}=1&{field.Name}=2", route.Operation.Contract.Body is null ? null : "{}");
            Assert.True((int)answer.Status == 400 && answer.Code == "guard.invalid_input", $"{name} with two {field.Name}: {(int)answer.Status} {answer.Text}");
        }
    }

    [Theory(DisplayName = "Contract 1.6: every list refuses a page that is none")]
    [MemberData(nameof(Paged))]
    public async Task A_page_that_is_none(string name)
    {
        var route = Named(name);
        foreach (var query in (string[])["page=0", "page=x", "page_size=101", "page_size=-1", "page=1&page=2"])
            (await Api.SendAnswerAsync(MethodOf(route), $"{PathOf(route)}?{query}")).Expect(400, "guard.invalid_pagination");
    }

    [Theory(DisplayName = "Contract 1.5: no route takes a NUL")]
    [MemberData(nameof(Every))]
    public async Task A_character_that_no_database_holds(string name)
    {
        var route = Named(name);
        (await Api.SendAnswerAsync(MethodOf(route), PathOf(route) + "?x=%00", route.Operation.Contract.Body is null ? null : "{}")).Expect(400, "guard.invalid_input");
    }

    /// <summary>A value that is surely of another type; null where everything fits or where several types do.</summary>
    private static JsonNode? WrongFor(JsonNode schema) => schema["type"]?.GetValue<string>() switch
    {
        "string" => new JsonObject { ["wrong"] = 1 },
        "object" or "array" or "boolean" or "number" or "integer" => JsonValue.Create("wrong"),
        _ => null,
    };
}
