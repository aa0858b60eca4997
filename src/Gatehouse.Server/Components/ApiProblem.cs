using System.Text.Json;

namespace Gatehouse.Server.Components;

/// <summary>A refusal of the API: its code, its sentence in the reader's language, and what it says of each member of the body.</summary>
/// <param name="Fields">By the member's path, <c>profile.birthdate</c>: the sentence for it.</param>
internal sealed record ApiProblem(int Status, string Code, string Message, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A problem that the page found itself.</summary>
    public static ApiProblem Own(string sentence, string? field = null) => new(
        StatusCodes.Status422UnprocessableEntity, "", sentence, field is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [field] = sentence });

    public static ApiProblem Of(ApiAnswer answer)
    {
        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            var root = body.RootElement;
            var fields = new Dictionary<string, string>();
            if (root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("issues", out var issues))
            {
                foreach (var issue in issues.EnumerateArray()) fields.TryAdd(PathOf(issue), answer.Tell?.Invoke(issue) ?? issue.GetProperty("message").GetString() ?? "");
            }

            return new ApiProblem(
                answer.Status, root.TryGetProperty("code", out var code) ? code.GetString()! : "", root.TryGetProperty("message", out var message) ? message.GetString()! : "", fields);
        }
        catch (JsonException)
        {
            return new ApiProblem(answer.Status, "", "", new Dictionary<string, string>());
        }
    }

    /// <summary>The same problem, told beside that field: the codes that are about one value name no member.</summary>
    public ApiProblem At(string field) => this with { Fields = new Dictionary<string, string>(Fields) { [field] = Message } };

    /// <summary>The same problem, told beside the field that a code is about.</summary>
    public ApiProblem At(IReadOnlyDictionary<string, string> fieldsByCode) => fieldsByCode.TryGetValue(Code, out var field) ? At(field) : this;

    private static string PathOf(JsonElement issue) => string.Join('.', issue.GetProperty("path").EnumerateArray().Select(part => part.ToString()));
}
