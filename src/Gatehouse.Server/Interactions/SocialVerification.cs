using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>The user was sent to a social provider and, once <see cref="UserInfo"/> is there, came back with an account.</summary>
internal sealed record SocialVerification(string Id, string ConnectorId) : VerificationRecord(Id)
{
    public const string TypeName = "Social";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => UserInfo is not null;

    [JsonIgnore]
    public override string? Email => UserInfo?.Email;

    /// <summary>What the provider says; null until the user is back.</summary>
    public SocialUserInfo? UserInfo { get; init; }

    /// <summary>What the exchange with the provider needs when the user comes back (nonce, PKCE verifier, redirect URI); nobody is shown it.</summary>
    public JsonText? ProviderSession { get; init; }

    /// <summary>The provider's, where the connector is to keep them; nobody is shown them.</summary>
    public SealedTokens? Tokens { get; init; }

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("connectorId", ConnectorId);
        if (UserInfo is not { } info) return;
        json.WritePropertyName("socialUserInfo");
        info.ToJson().WriteTo(json);
    }
}
