using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Jobs;

/// <summary>Who ordered a job and by which request, kept with it: its changes tell audit log and webhooks the same as if the request made them.</summary>
internal static class JobOrigin
{
    public static JsonText Write(ChangeOrigin origin) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", origin.ActorType);
        json.WriteString("id", origin.ActorId);
        if (origin.ActorName is not null) json.WriteString("name", origin.ActorName);
        json.WriteString("ip", origin.Ip);
        json.WriteString("userAgent", origin.UserAgent);
        if (origin.Request is { } request)
        {
            json.WriteStartObject("request");
            json.WriteString("path", request.Path);
            json.WriteString("method", request.Method);
            json.WriteNumber("status", request.Status);
            json.WritePropertyName("params");
            request.Params.WriteTo(json);
            json.WriteString("matchedRoute", request.MatchedRoute);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    public static void Restore(Job job, ChangeOrigin origin)
    {
        var kept = job.Origin.ToElement();
        origin.JobId = job.Id;
        origin.ActorType = kept.GetProperty("type").GetString()!;
        origin.ActorId = kept.GetProperty("id").GetString();
        origin.ActorName = kept.TryGetProperty("name", out var name) ? name.GetString() : null;
        origin.Ip = kept.GetProperty("ip").GetString();
        origin.UserAgent = kept.GetProperty("userAgent").GetString();
        if (kept.TryGetProperty("request", out var request))
        {
            origin.Request = new RequestFacts(
                Text(request, "path"), Text(request, "method"), request.GetProperty("status").GetInt32(), JsonText.From(request.GetProperty("params")), Text(request, "matchedRoute"));
        }
    }

    /// <summary>The actor's type and id, as the job shows them.</summary>
    public static (string Type, string? Id) Actor(Job job)
    {
        var kept = job.Origin.ToElement();
        return (Text(kept, "type"), kept.GetProperty("id").GetString());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
