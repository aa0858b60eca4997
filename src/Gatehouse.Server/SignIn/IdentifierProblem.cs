using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn;

/// <summary>What is wrong with an identifier that somebody wants to have or to get a code at. It stands beside the field.</summary>
internal static class IdentifierProblem
{
    private const string Field = "identifier";
    private const int LongestEmail = 256;

    /// <summary>No address could look like this.</summary>
    public static PageProblem? OfShape(PageFrame frame, SignInIdentifier identifier) => identifier.Type switch
    {
        "email" when !Fits(UserShapes.Email.AtMost(LongestEmail), identifier.Value) => PageProblem.Of(frame.Say("error.invalid_email"), Field),
        "phone" when !Fits(UserShapes.Phone, identifier.Value) => PageProblem.Of(frame.Say("error.invalid_phone"), Field),
        _ => null,
    };

    public static PageProblem Of(PageFrame frame, Refusal refused) => refused.Code switch
    {
        "user.username_already_in_use" => PageProblem.Of(frame.Say("error.username_exists"), Field),
        "user.username_starts_with_number" => PageProblem.Of(frame.Say("error.username_should_not_start_with_number"), Field),
        "user.username_invalid_charset_hard" or "guard.invalid_input" => PageProblem.Of(frame.Say("error.username_invalid_charset"), Field),
        "request.message_rate_limited" => PageProblem.Of(frame.Say("error.too_many_messages"), Field),
        _ when refused.Code.StartsWith("user.username_", StringComparison.Ordinal) || refused.Code.StartsWith("session.email_blocklist.", StringComparison.Ordinal)
            || refused.Code.EndsWith("_already_in_use", StringComparison.Ordinal) || refused.Code.EndsWith("_exists_in_profile", StringComparison.Ordinal) =>
            PageProblem.Of(frame.Texts.SayCode(refused.Code, refused.Values), Field),
        _ => PageProblem.Of(frame, refused, canReset: false),
    };

    private static bool Fits(TextSchema shape, string value) => shape.TryRead(JsonText.Strings(value).ToElement()[0], new Reading(), out _);
}
