using System.Text.Json;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>
/// The parameters of an authorization request as rows keep them: an object, <c>resource</c> an array. How the client authenticated stays
/// out, and so does <c>id_token_hint</c>, which is judged when it arrives and holds personal data.
/// </summary>
internal static class StoredParameters
{
    private const string Resource = "resource";
    private const string Hint = "id_token_hint";

    /// <param name="keepsHint">For a pushed request, whose hint is judged when it is used.</param>
    public static JsonText ToStored(ProtocolParameters parameters, bool keepsHint = false) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in parameters.Pairs)
        {
            if (name != Resource && (keepsHint || name != Hint) && AuthorizationParameters.Request.Contains(name)) json.WriteString(name, value);
        }

        if (parameters.Resources.Count > 0)
        {
            json.WritePropertyName(Resource);
            JsonText.Strings(parameters.Resources).WriteTo(json);
        }

        json.WriteEndObject();
    });

    public static ProtocolParameters Read(JsonText stored) => ProtocolParameters.CreateSettingDoubledAside(
        stored.ToElement().EnumerateObject().SelectMany(member => member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Select(item => KeyValuePair.Create(member.Name, item.GetString()!))
            : [KeyValuePair.Create(member.Name, member.Value.GetString()!)]),
        AuthorizationParameters.Request);
}
