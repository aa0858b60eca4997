using System.Text.Json.Serialization;

namespace Gatehouse.Server.Platform.Texts;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TextsJson : JsonSerializerContext;
