using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>Custom domains on the wire (contract/management-misc.md 6).</summary>
internal static partial class DomainShapes
{
    private const string JsonType = "application/json";

    public static ObjectSchema Domain { get; } = new(
        Schemas.Text.Required("id"),
        Schemas.Text.Required("domain"),
        Schemas.OneOf("PendingVerification", "PendingSsl", "Active", "Error").Required("status"),
        Schemas.Text.OrNull().Required("errorMessage"),
        Schemas.ListOf(Schemas.ObjectOf(Schemas.Text.Required("name"), Schemas.Text.Required("type"), Schemas.Text.Required("value"))).Required("dnsRecords"),
        Schemas.Integer.Required("createdAt"));

    /// <summary>A path is that of a file at the root, or of anything below <c>/.well-known/</c>.</summary>
    public static ListSchema<JsonText> VerificationFiles { get; } = Schemas.ListOf(Schemas.ObjectOf(
        Schemas.NonEmptyText.AtMost(256).Matching(PathShape()).Required("path"),
        Schemas.Text.AtMost(16384).Required("content"),
        Schemas.OneOf("text/plain", JsonType).Required("contentType")).Where(FindBadContent));

    public static JsonText Text(Domain domain) => JsonText.Write(json => Write(json, domain));

    public static void Write(Utf8JsonWriter json, Domain domain)
    {
        json.WriteStartObject();
        json.WriteString("id", domain.Id);
        json.WriteString("domain", domain.Name);
        json.WriteString("status", domain.Status.ToString());
        json.WriteString("errorMessage", domain.ErrorMessage);
        json.WritePropertyName("dnsRecords");
        domain.DnsRecords.WriteTo(json);
        json.WriteNumber("createdAt", domain.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }

    public static string? FindRepeatedPath(IReadOnlyList<JsonText> files) =>
        files.DistinctBy(file => file.ToElement().GetProperty("path").GetString()).Count() == files.Count ? null : "Must not have two files of one path";

    private static string? FindBadContent(JsonText file)
    {
        var members = file.ToElement();
        return members.GetProperty("contentType").GetString() != JsonType || IsJson(members.GetProperty("content").GetString()!) ? null : "Must hold JSON";
    }

    private static bool IsJson(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A/([A-Za-z0-9_-][A-Za-z0-9_.-]*\.[A-Za-z0-9]+|\.well-known/[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*)\z")]
    private static partial Regex PathShape();
}
