using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>An address to send a code to (contract/account-api.md 11).</summary>
internal static class CodeFields
{
    private const int LongestEmail = 256;
    private static readonly Field<string> Type = Schemas.OneOf(VerificationChannel.Email, VerificationChannel.Phone).Required("type");
    private static readonly Field<string> Email = UserShapes.Email.AtMost(LongestEmail).Required("value");
    private static readonly Field<string> Phone = UserShapes.Phone.Required("value");

    public static Field<Input> Recipient { get; } = new TaggedSchema("type",
        KeyValuePair.Create(VerificationChannel.Email, new ObjectSchema(Type, Email)),
        KeyValuePair.Create(VerificationChannel.Phone, new ObjectSchema(Type, Phone))).Required("identifier");

    public static SignInIdentifier RecipientOf(Input body)
    {
        var sent = body.Get(Recipient)!;
        var type = sent.Get(Type)!;
        return new SignInIdentifier(type, sent.Get(type == VerificationChannel.Email ? Email : Phone)!);
    }
}
