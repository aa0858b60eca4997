using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.Contacts;

/// <summary>An address of the user that codes can go to.</summary>
/// <param name="Channel">Of the API: <c>email</c> or <c>phone</c>.</param>
/// <param name="Field">Of the tenant's settings.</param>
internal sealed record Contact(string Channel, string Field)
{
    public static Contact Email { get; } = new("email", AccountFields.Email);

    public static Contact Phone { get; } = new("phone", AccountFields.Phone);

    public static IReadOnlyList<Contact> All { get; } = [Email, Phone];

    public string Path => "/account/" + Channel;

    public string CodePath => Path + "/code";

    /// <summary>Of the operations that set and remove it.</summary>
    public string ApiPath => "/api/my-account/primary-" + Channel;

    public string? Of(AccountHolder user) => Channel == "email" ? user.PrimaryEmail : user.PrimaryPhone;

    /// <summary>As the API takes it: of a phone number the digits.</summary>
    public string Typed(string text) => Channel == "email" ? text.Trim() : string.Concat(text.Where(char.IsAsciiDigit));
}
