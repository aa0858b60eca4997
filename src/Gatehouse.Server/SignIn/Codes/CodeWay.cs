using Gatehouse.Server.Interactions;
using Gatehouse.Server.SignIn.Continue;
using Gatehouse.Server.SignIn.Mfa;
using Gatehouse.Server.SignIn.Passwords;
using Gatehouse.Server.SignIn.Registration;

namespace Gatehouse.Server.SignIn.Codes;

/// <summary>What a code is asked for, and where its page stands.</summary>
/// <param name="Purpose">Null: what the interaction is for already.</param>
/// <param name="Start">Where the address is told, and changed.</param>
internal sealed record CodeWay(InteractionEvent? Purpose, string Path, string Start)
{
    public static CodeWay SignIn { get; } = new(InteractionEvent.SignIn, SignInPage.Path + "/verification-code", SignInPage.Path);

    public static CodeWay Register { get; } = new(InteractionEvent.Register, RegisterPage.Path + "/verification-code", RegisterPage.Path);

    public static CodeWay ForgotPassword { get; } = new(InteractionEvent.ForgotPassword, ForgotPasswordPage.Path + "/verification-code", ForgotPasswordPage.Path);

    /// <summary>For an address that an account lacks.</summary>
    public static CodeWay Continue { get; } = new(null, "/continue/verification-code", AddressPage.EitherPath);

    /// <summary>For an address that becomes a second factor.</summary>
    public static CodeWay BindMfa { get; } = new(null, MfaPaths.Binding + "/verification-code", MfaPaths.Binding);

    public static IReadOnlyList<CodeWay> All { get; } = [SignIn, Register, ForgotPassword, Continue, BindMfa];
}
