using System.Text.Json;
using Gatehouse.Server.Tests.ManagementApi.Contract;
using Gatehouse.Server.Tests.Support;
using Microsoft.OpenApi;

namespace Gatehouse.Server.Tests.Platform.OpenApi;

/// <summary>The OpenAPI documents (contract/management-misc.md 11).</summary>
public sealed class OpenApiDocumentTests : ServerTest
{
    private const string Management = "/api/.well-known/management.openapi.json";
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)));

    [Theory(DisplayName = "Contract 11: each document is valid OpenAPI, to be had without a token")]
    [InlineData("/api/swagger.json", "OAuth2", "AccountOAuth2", "cookieAuth")]
    [InlineData(Management, "OAuth2")]
    [InlineData("/api/.well-known/experience.openapi.json", "cookieAuth")]
    [InlineData("/api/.well-known/user.openapi.json", "AccountOAuth2")]
    public async Task Each_document_is_valid(string path, params string[] schemes)
    {
        var answer = (await Server.Anonymous.GetAnswerAsync(path)).Expect(200);
        Assert.NotNull(answer.Header("ETag"));
        var read = OpenApiDocument.Parse(answer.Text, "json");
        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors.Select(error => error.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => warning.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, read.Diagnostic.SpecificationVersion);
        Assert.Equal(schemes.Order(), read.Document.Components!.SecuritySchemes!.Keys.Order());
    }

    [Fact]
    public async Task The_document_of_management_has_every_route_of_it()
    {
        var document = (await Api.GetAnswerAsync(Management)).Json;
        var named = Operations(document).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").ToHashSet();
        Assert.Equal(RouteTable.All.Select(route => route.Name).Order(), named.Order());
    }

    [Fact]
    public async Task The_whole_document_is_the_sum_of_the_others()
    {
        var whole = Operations((await Api.GetAnswerAsync("/api/swagger.json")).Json).Count();
        var parts = 0;
        foreach (var name in (string[])["management", "experience", "user"])
            parts += Operations((await Api.GetAnswerAsync($"/api/.well-known/{name}.openapi.json")).Json).Count();
        Assert.Equal(parts, whole);
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_a_success()
    {
        var operations = Operations((await Api.GetAnswerAsync("/api/swagger.json")).Json).ToList();
        Assert.All(operations, operation =>
        {
            Assert.Contains(operation.Method, Methods);
            Assert.NotEqual("", operation.Operation.GetProperty("summary").GetString());
            Assert.Contains(operation.Operation.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2');
        });
        Assert.Empty(operations.GroupBy(operation => operation.Operation.GetProperty("operationId").GetString()).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public async Task Sentences_come_from_the_docstrings_without_paths_and_sources()
    {
        var document = (await Api.GetAnswerAsync(Management)).Json;
        var users = document.GetProperty("paths").GetProperty("/api/users").GetProperty("post");
        Assert.Equal("Makes a user; an empty body makes an anonymous one.", users.GetProperty("description").GetString());
        Assert.Equal("Makes a user", users.GetProperty("summary").GetString());
        Assert.Empty(Operations(document).Where(operation => operation.Operation.TryGetProperty("description", out var text) && text.GetString()!.Contains("contract/", StringComparison.Ordinal))
            .Select(operation => operation.Path));
    }

    [Fact(DisplayName = "Contract openapi: operations are called what clients generated from Logto's documents call them")]
    public async Task Operations_have_the_names_that_clients_know()
    {
        var known = ContractOperation.All.ToDictionary(operation => operation.Name, operation => operation.Id);
        var wrong = Operations((await Api.GetAnswerAsync(Management)).Json)
            .Select(operation => (Name: $"{operation.Method.ToUpperInvariant()} {operation.Path}", Id: operation.Operation.GetProperty("operationId").GetString()))
            .Where(operation => known.TryGetValue(operation.Name, out var id) && id != operation.Id).ToList();
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Bodies_parameters_pages_and_errors_are_described()
    {
        var paths = (await Api.GetAnswerAsync(Management)).Json.GetProperty("paths");
        var list = paths.GetProperty("/api/users").GetProperty("get");
        Assert.Contains(list.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "page_size");
        Assert.True(list.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "search_params").GetProperty("explode").GetBoolean());
        Assert.True(list.GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("Total-Number", out _));
        var change = paths.GetProperty("/api/users/{userId}").GetProperty("patch");
        var properties = change.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
        Assert.True(properties.GetProperty("name").GetProperty("nullable").GetBoolean());
        Assert.Equal("#/components/schemas/Error", change.GetProperty("responses").GetProperty("422").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Equal("""[{"OAuth2":["all"]}]""", change.GetProperty("security").GetRawText());
        Assert.Equal("[]", paths.GetProperty("/api/swagger.json").GetProperty("get").GetProperty("security").GetRawText());
    }
}
