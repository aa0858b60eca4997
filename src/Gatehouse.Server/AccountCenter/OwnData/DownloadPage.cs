using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.AccountCenter.OwnData;

/// <summary>GET /account/data/download: what the Account API shows of the user, as one JSON object in a file. What the tenant does not let users see is not in it.</summary>
internal sealed class DownloadPage : IAccountPage
{
    public const string Path = "/account/data/download";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Name, string Path, bool NeedsProof)[] Parts =
    [
        ("account", "/api/my-account", false), ("secondFactors", "/api/my-account/mfa-verifications", false), ("settings", "/api/my-account/logto-configs", false),
        ("sessions", "/api/my-account/sessions", true), ("applications", "/api/my-account/grants", true), ("deletion", "/api/my-account/deletion", false),
    ];

    public async Task GetAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        var whole = new JsonObject();
        // Who has nothing to show who they are with does not get what wants a proof.
        foreach (var (name, path, _) in Parts.Where(part => visit.Api.Proof is not null || !part.NeedsProof))
        {
            var answer = await visit.Api.GetAsync(path);
            if (answer.IsGood) whole[name] = JsonNode.Parse(answer.Body);
        }

        var (response, bytes) = (visit.Http.Response, JsonSerializer.SerializeToUtf8Bytes(whole, Indented));
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/json";
        response.Headers.ContentDisposition = new ContentDisposition { FileName = "my-data.json", Inline = false }.ToString();
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(visit.Http.Request.Method)) await response.Body.WriteAsync(bytes, visit.Aborted);
    }

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(DataPage.Path);
        return Task.CompletedTask;
    }
}
