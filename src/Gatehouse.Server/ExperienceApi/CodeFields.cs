using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>The members that the operations on verification codes share (contract/experience-api.md 4.2).</summary>
internal static class CodeFields
{
    private const int LongestEmail = 256;
    private static readonly Field<string> Type = Schemas.OneOf(VerificationChannel.Email, VerificationChannel.Phone).Required("type");
    private static readonly Field<string> Email = UserShapes.Email.AtMost(LongestEmail).Required("value");
    private static readonly Field<string> Phone = UserShapes.Phone.Required("value");

    /// <summary>An address to send to.</summary>
    public static Field<Input> Recipient { get; } = new TaggedSchema("type",
        KeyValuePair.Create(VerificationChannel.Email, new ObjectSchema(Type, Email)),
        KeyValuePair.Create(VerificationChannel.Phone, new ObjectSchema(Type, Phone))).Required("identifier");

    /// <summary>Older clients write it with a capital letter.</summary>
    public static Field<string> IdentifierType { get; } = Schemas.OneOf(VerificationChannel.Email, VerificationChannel.Phone, "Email", "Phone").Required("identifierType");

    public static Field<string> VerificationId { get; } = Schemas.Text.Required("verificationId");

    public static Field<string> Code { get; } = Schemas.Text.Required("code");

    /// <returns>One of <see cref="VerificationChannel"/>.</returns>
    public static string ChannelOf(Input body) => body.Get(IdentifierType)!.ToLowerInvariant();

    public static SignInIdentifier RecipientOf(Input body)
    {
        var sent = body.Get(Recipient)!;
        var type = sent.Get(Type)!;
        return new SignInIdentifier(type, sent.Get(type == VerificationChannel.Email ? Email : Phone)!);
    }
}
