using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>A part of a path that is one of a few words; any other is 400 <c>guard.invalid_input</c>.</summary>
internal sealed class PathChoice(string parameter, params IReadOnlyList<KeyValuePair<string, string>> meanings)
{
    /// <summary>What the script for users' tokens is stored under.</summary>
    public const string AccessToken = "jwt.accessToken";

    public static PathChoice KeyType { get; } = new("keyType", new(KeyList.PrivateKeys, KeyList.PrivateKeys), new(KeyList.CookieKeys, KeyList.CookieKeys));

    /// <summary>Means the key of the stored script.</summary>
    public static PathChoice TokenType { get; } = new("tokenTypePath", new("access-token", AccessToken), new("client-credentials", "jwt.clientCredentials"));

    /// <inheritdoc cref="TokenType"/>
    public static PathChoice ActionType { get; } = new("actionType",
        new("action.postFirstFactorVerification", "action.postFirstFactorVerification"), new("action.postSignIn", "action.postSignIn"));

    public string[] Words => [.. meanings.Select(meaning => meaning.Key)];

    public string[] Meanings => [.. meanings.Select(meaning => meaning.Value)];

    public Checked<string> Read(ApiCall call)
    {
        var word = call.Param(parameter);
        return meanings.FirstOrDefault(meaning => meaning.Key == word).Value is { } meant
            ? meant : Issue.Refuse("params", [Issue.InvalidEnum([parameter], Words, word)]);
    }
}
