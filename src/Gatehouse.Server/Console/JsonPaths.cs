using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console;

/// <summary>Members within JSON by their path, <c>length.min</c>.</summary>
internal static class JsonPaths
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    extension(JsonObject root)
    {
        /// <summary>Null where there is none.</summary>
        public JsonNode? At(string path)
        {
            JsonNode? place = root;
            foreach (var name in path.Split('.')) place = (place as JsonObject)?[name];
            return place;
        }

        /// <summary>Puts a value there, making the objects on the way.</summary>
        public void Put(string path, JsonNode? value)
        {
            var names = path.Split('.');
            var place = root;
            foreach (var name in names[..^1])
            {
                if (place[name] is not JsonObject next) place[name] = next = [];
                place = next;
            }

            place[names[^1]] = value;
        }

        /// <summary>Takes a member away, and the objects around it that are empty then.</summary>
        public void Take(string path)
        {
            var end = path.LastIndexOf('.');
            if ((end < 0 ? root : root.At(path[..end])) is not JsonObject place) return;
            place.Remove(path[(end + 1)..]);
            if (end >= 0 && place.Count == 0 && path[..end].Contains('.', StringComparison.Ordinal)) root.Take(path[..end]);
        }
    }

    extension(JsonNode? node)
    {
        /// <summary>A text or a number as people read it; empty for null.</summary>
        public string Shown() => node?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "",
            JsonValueKind.String => node.GetValue<string>(),
            _ => node.ToJsonString(),
        };

        /// <summary>With line breaks; empty for null and for an object without members.</summary>
        public string Pretty() => node is null or JsonObject { Count: 0 } ? "" : node.ToJsonString(Indented);

        /// <summary>A map of texts, <c>name: value</c> a line.</summary>
        public string Pairs() => node is JsonObject map ? string.Join('\n', map.Select(pair => $"{pair.Key}: {pair.Value.Shown()}")) : "";

        public bool IsTrue() => node?.GetValueKind() == JsonValueKind.True;

        public IEnumerable<string> Texts() => node is JsonArray list ? list.Select(item => item.Shown()) : [];
    }
}
