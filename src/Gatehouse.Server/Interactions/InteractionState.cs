using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>What the user is here for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InteractionEvent>))]
internal enum InteractionEvent
{
    SignIn,
    Register,
    ForgotPassword,
}

/// <summary>What the sign-in API has gathered in one interaction (contract/experience-api.md 2), as it is stored. What callers see of it is <see cref="StateObject"/>.</summary>
internal sealed record InteractionState
{
    public required InteractionEvent Event { get; init; }

    /// <summary>Who it is, once a verification said so. Only a new start forgets it.</summary>
    public string? UserId { get; init; }

    /// <summary>In order of creation, one of a type at most.</summary>
    public IReadOnlyList<VerificationRecord> VerificationRecords { get; init; } = [];

    public required SignInContext SignInContext { get; init; }

    public static InteractionState? Of(Interaction interaction) =>
        interaction.State is { } stored ? JsonSerializer.Deserialize(stored.Text, InteractionStateJson.Default.InteractionState) : null;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, InteractionStateJson.Default.InteractionState));

    public VerificationRecord? Find(string verificationId) => VerificationRecords.FirstOrDefault(record => record.Id == verificationId);

    /// <summary>With the record at the end, in place of an older one of its type.</summary>
    public InteractionState With(VerificationRecord record) => this with
    {
        VerificationRecords = [.. VerificationRecords.Where(older => older.GetType() != record.GetType()), record],
    };
}

/// <summary>One thing that the user has shown or is about to show. A later way to verify is one more type here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PasswordVerification), "Password")]
internal abstract record VerificationRecord(string Id)
{
    /// <summary>How RFC 8176 calls the factor.</summary>
    [JsonIgnore]
    public abstract string Amr { get; }
}

/// <summary>The password of the identifier's owner was given. It exists only verified: a wrong password leaves nothing.</summary>
/// <param name="UserId">Who owned the identifier then. Identifiers may change hands before the record is used.</param>
internal sealed record PasswordVerification(string Id, SignInIdentifier Identifier, string UserId) : VerificationRecord(Id)
{
    public override string Amr => "pwd";
}

/// <param name="Type"><c>username</c>, <c>email</c> or <c>phone</c>.</param>
/// <param name="Value">As the user wrote it.</param>
internal sealed record SignInIdentifier(string Type, string Value);

/// <summary>Where the user signs in from.</summary>
internal sealed record SignInContext(string Ip, string? UserAgent);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InteractionState))]
internal sealed partial class InteractionStateJson : JsonSerializerContext;
