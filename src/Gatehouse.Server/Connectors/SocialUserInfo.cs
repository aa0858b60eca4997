using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>What a social provider says of the owner of an account (contract/experience-api.md 2): <c>socialUserInfo</c> on the wire.</summary>
/// <param name="Id">The user's id at the provider.</param>
/// <param name="Email">Only an address that the provider has verified: accounts are linked by it.</param>
/// <param name="Phone">Digits with country code; only a number that the provider has verified.</param>
/// <param name="RawData">All that the provider said, a JSON object.</param>
internal sealed record SocialUserInfo(string Id, string? Email, string? Phone, string? Name, string? Avatar, JsonText RawData)
{
    /// <summary>As answers show it and as a user's identity keeps it.</summary>
    public JsonText ToJson() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        Write("email", Email);
        Write("phone", Phone);
        Write("name", Name);
        Write("avatar", Avatar);
        json.WritePropertyName("rawData");
        RawData.WriteTo(json);
        json.WriteEndObject();

        void Write(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }
    });
}
