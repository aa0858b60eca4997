using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>A walk over contract/openapi/management.openapi.json: every operation is there, checks its input and answers as listed.</summary>
public sealed class ContractWalkTests(WalkServer walk) : IClassFixture<WalkServer>
{
    private const int FewestThatSucceed = 261;
    private static readonly Dictionary<string, Route> Routes = RouteTable.All.ToDictionary(route => Nameless(route.Name), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<ContractOperation> Offered => ContractOperation.All.Where(operation => !Exempt.NotInRelease.Contains(operation.Name));

    public static TheoryData<string> All { get; } = new(Offered.Select(operation => operation.Name));

    public static TheoryData<string> WithBody { get; } = new(Offered
        .Where(operation => operation.Body is JsonObject or JsonValue && operation.Body.ToString() is not ("multipart" or "any") && !Exempt.NotBuilt.Contains(operation.Name))
        .Select(operation => operation.Name));

    [Fact]
    public void Every_operation_has_a_route_whose_parameters_are_called_the_same()
    {
        var missing = Offered.Where(operation => !Routes.ContainsKey(Nameless(operation.Name))).Select(operation => operation.Name).ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} operations have no route:\n{string.Join('\n', missing)}");
        Assert.Empty(Offered.Where(operation => Routes[Nameless(operation.Name)].Name != operation.Name).Select(operation => operation.Name));
    }

    [Fact]
    public void Enough_operations_answer_as_the_contract_says()
    {
        Assert.Equal(284, ContractOperation.All.Count);
        Assert.True(ContractOperation.All.Count - Exempt.NotBuilt.Count - Exempt.NotInRelease.Count >= FewestThatSucceed);
        var known = ContractOperation.All.Select(operation => operation.Name).ToHashSet();
        Assert.Empty(Exempt.NotBuilt.Concat(Exempt.NotInRelease).Except(known));
    }

    [Theory(DisplayName = "Contract openapi: an operation answers its listed success with a body of its listed shape")]
    [MemberData(nameof(All))]
    public async Task An_operation_answers_as_listed(string name)
    {
        var (operation, answer) = (Named(name), await CallAsync(name, body => body));
        var status = (int)answer.Status;
        if (Exempt.NotBuilt.Contains(name))
        {
            answer.Expect(501);
            Assert.NotNull(answer.Code);
            return;
        }

        Assert.True(operation.Success.TryGetValue(status, out var shape), $"{name} answers {status}, not {string.Join(" or ", operation.Success.Keys)}: {answer.Text}");
        if (shape is null || status == 204 || answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true) return;
        var problems = JsonFit.Problems(answer.Json, Released(shape), refusesUndeclared: false);
        Assert.True(problems.Count == 0, $"{name}: {string.Join("; ", problems)}\n{answer.Text}");
    }

    [Theory(DisplayName = "Contract 1.5: an operation refuses a body with a member of another type")]
    [MemberData(nameof(WithBody))]
    public async Task An_operation_checks_its_body(string name)
    {
        var declared = Named(name).Body!;
        if (declared is not JsonObject members)
        {
            (await CallAsync(name, _ => declared.GetValue<string>() == "array" ? new JsonObject() : new JsonArray(1))).Expect(400, "guard.invalid_input");
            return;
        }

        (await CallAsync(name, _ => new JsonArray(1))).Expect(400, "guard.invalid_input");
        var wrong = members.Select(member => (Name: member.Key, Type: member.Value!.GetValue<string>().TrimStart('!')))
            .Where(member => member.Type != "any" && member.Name is not ("tenantId" or "createdAt" or "[translationKey]")).ToList();
        foreach (var (member, type) in wrong)
        {
            var answer = await CallAsync(name, body =>
            {
                if (body is JsonObject) body[member] = Wrong(type);
                return body;
            });
            Assert.True((int)answer.Status == 400 && answer.Code == "guard.invalid_input", $"{name} with a wrong {member}: {(int)answer.Status} {answer.Text}");
        }
    }

    private static JsonNode Wrong(string type) => type is "string" ? new JsonObject { ["wrong"] = 1 } : JsonValue.Create("wrong");

    private static ContractOperation Named(string name) => ContractOperation.All.First(operation => operation.Name == name);

    private static string Nameless(string name) => WalkPaths.Parameter().Replace(name, "{}");

    private async Task<Answer> CallAsync(string name, Func<JsonNode?, JsonNode?> change)
    {
        var (method, path) = (name.Split(' ')[0], name.Split(' ')[1]);
        Assert.SkipUnless(Routes.ContainsKey(Nameless(name)), "There is no route; the list of such is a test of its own");
        var things = walk.Things;
        string[] anything = [.. Enumerable.Range(0, WalkPaths.Parameter().Count(path)).Select(number => "x" + number.ToString(CultureInfo.InvariantCulture))];
        var values = Exempt.NotBuilt.Contains(name) ? anything : await WalkPaths.ValuesOfAsync(path, things) ?? anything;
        var body = await WalkBodies.BodyOfAsync(name, things, values);
        if (Named(name).Body is JsonValue form && form.GetValue<string>() == "multipart")
            return await (name == "POST /api/user-assets" ? UploadAsync(path, Picture, "image/png", "one.png") : UploadAsync(path, Archive, "application/zip", "pages.zip"));
        var sent = change(body is null ? null : JsonSerializer.SerializeToNode(body));
        return await walk.Server.Api.SendAnswerAsync(new HttpMethod(method), WalkPaths.Fill(path, values) + WalkBodies.QueryOf(name), sent?.ToJsonString());
    }

    /// <summary>One transparent pixel.</summary>
    private static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A zip file with one page.</summary>
    private static byte[] Archive
    {
        get
        {
            using var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            using (var page = new StreamWriter(zip.CreateEntry("index.html").Open()))
                page.Write("<!doctype html>");
            return bytes.ToArray();
        }
    }

    private async Task<Answer> UploadAsync(string path, byte[] content, string type, string file)
    {
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var form = new MultipartFormDataContent { { part, "file", file } };
        using var response = await walk.Server.Api.PostAsync(path, form);
        return await Answer.ReadAsync(response);
    }

    /// <summary>The shape without what came after the release that the contract is of (contract/management-misc.md 12).</summary>
    private static JsonNode Released(JsonNode shape)
    {
        var released = shape.DeepClone();
        Strip(released);
        return released;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Strip(item);
        }
        else if (node is JsonObject members)
        {
            if (members["required"] is JsonArray required)
                members["required"] = new JsonArray([.. required.Where(name => name!.GetValue<string>() != "cimdClientId").Select(name => name!.DeepClone())]);
            foreach (var (_, member) in members) Strip(member);
        }
    }
}
