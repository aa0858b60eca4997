using System.Text.Json.Nodes;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Protocol.Tests.WebAuthn;

/// <summary>Web Authentication Level 3 section 7.2, each step against an answer that fails it alone.</summary>
public sealed class AuthenticationCeremonyTests : CeremonyBase
{
    private readonly SoftwarePasskey _passkey = SoftwarePasskey.New(RpId, Owner);

    [Theory]
    [InlineData(-7)]
    [InlineData(-257)]
    public void An_assertion_of_each_offered_algorithm_is_verified(int algorithm)
    {
        var passkey = SoftwarePasskey.New(RpId, Owner, algorithm);
        var asserted = Value(Authenticate(Authenticator.Get(Options, passkey, new Twist { FlagsAdded = 0x18 }), new CredentialRecord(passkey.Id, passkey.PublicKey, 0, Owner)));
        Assert.Equal((1u, true, true), (asserted.SignCount, asserted.IsUserVerified, asserted.IsBackedUp));
    }

    [Fact(DisplayName = "Section 7.2 steps 5 and 6: the credential and its owner are those that were found")]
    public void The_credential_and_its_owner()
    {
        IsRefused("another credential", Get(new Twist { CredentialId = [1, 2, 3] }));
        IsRefused("another user's", Get(new Twist { UserHandle = Octets("user-2") }));
        Value(Get(new Twist { LeavesUserOut = true }));
        Value(Get(new Twist { UserHandle = [] }));
        var nobody = RecordOf(_passkey) with { MustNameUser = true };
        IsRefused("whose credential", Authenticate(Authenticator.Get(Options, _passkey, new Twist { LeavesUserOut = true }), nobody));
        IsRefused("whose credential", Authenticate(Authenticator.Get(Options, _passkey, new Twist { UserHandle = [] }), nobody));
        Value(Authenticate(Authenticator.Get(Options, _passkey), nobody));
    }

    [Fact(DisplayName = "Section 7.2 step 10: the type is webauthn.get")]
    public void Type() => IsRefused("another ceremony", Get(new Twist { Type = "webauthn.create" }));

    [Fact(DisplayName = "Section 7.2 step 11: the challenge is the one that was given")]
    public void The_challenge() => IsRefused("challenge", Get(new Twist { Challenge = "b3RoZXI" }));

    [Theory(DisplayName = "Section 7.2 step 12: the origin is compared exactly")]
    [InlineData("https://evil.example")]
    [InlineData("https://sub.auth.example")]
    [InlineData("https://auth.example:8443")]
    [InlineData("http://auth.example")]
    [InlineData("null")]
    public void The_origin(string origin) => IsRefused("origin", Get(new Twist { Origin = origin }));

    [Fact(DisplayName = "Section 7.2 steps 13 and 14: never in a frame of another site")]
    public void Frames()
    {
        IsRefused("frame", Get(new Twist { IsCrossOrigin = true }));
        IsRefused("frame", Get(new Twist { TopOrigin = "https://evil.example" }));
    }

    [Fact(DisplayName = "Section 7.2 step 15: the relying party is this one")]
    public void The_relying_party() => IsRefused("relying party", Get(new Twist { RpId = "example" }));

    [Fact(DisplayName = "Section 7.2 steps 16 and 17: the user was there and was verified")]
    public void Presence_and_verification()
    {
        IsRefused("feel", Get(new Twist { FlagsTaken = 0x01 }));
        IsRefused("verify its user", Get(new Twist { FlagsTaken = 0x04 }));
        Assert.False(Value(Authenticate(
            Authenticator.Get(Options, _passkey, new Twist { FlagsTaken = 0x04 }), RecordOf(_passkey) with { SignCount = 0 }, Expected with { RequiresUserVerification = false })).IsUserVerified);
    }

    [Fact(DisplayName = "Section 7.2 steps 18 and 19: backup eligibility is what it was")]
    public void Backup()
    {
        IsRefused("backed up", Get(new Twist { FlagsAdded = 0x10 }));
        var record = RecordOf(_passkey);
        IsRefused("another kind", Authenticate(Authenticator.Get(Options, _passkey, new Twist { FlagsAdded = 0x08 }), record with { IsBackupEligible = false }));
        IsRefused("another kind", Authenticate(Authenticator.Get(Options, _passkey), record with { IsBackupEligible = true }));
        Value(Authenticate(Authenticator.Get(Options, _passkey, new Twist { FlagsAdded = 0x18 }), record with { IsBackupEligible = true }));
    }

    [Fact(DisplayName = "Section 7.2 step 21: the signature is the credential's")]
    public void The_signature()
    {
        var other = SoftwarePasskey.New(RpId, Owner);
        var response = Authenticator.Get(Options, _passkey);
        IsRefused("signature", Authenticate(response, RecordOf(_passkey) with { SignCount = 0, PublicKey = other.PublicKey }));
        IsRefused("signature", Authenticate(response, RecordOf(_passkey) with { SignCount = 0, PublicKey = SoftwarePasskey.New(RpId, Owner, -257).PublicKey }));
        IsRefused("key", Authenticate(response, RecordOf(_passkey) with { SignCount = 0, PublicKey = new byte[] { 0xA0 } }));
        Value(Authenticate(response, RecordOf(_passkey) with { SignCount = 0 }));
    }

    [Theory(DisplayName = "Section 7.2 step 22 and 6.1.1: the counter grows, or is always zero")]
    [InlineData(0u, 0u, true)]
    [InlineData(0u, 1u, true)]
    [InlineData(5u, 6u, true)]
    [InlineData(5u, uint.MaxValue, true)]
    [InlineData(5u, 5u, false)]
    [InlineData(5u, 4u, false)]
    [InlineData(5u, 0u, false)]
    [InlineData(uint.MaxValue, 0u, false)]
    public void The_counter(uint stored, uint sent, bool isFine)
    {
        var result = Authenticate(Authenticator.Get(Options, _passkey, new Twist { Count = sent }), RecordOf(_passkey) with { SignCount = stored });
        if (isFine) Assert.Equal(sent, Value(result).SignCount);
        else IsRefused("counter", result);
    }

    [Fact]
    public void Nothing_but_extensions_may_follow_the_counter()
    {
        Value(Get(new Twist { ExtensionData = [0xA0] }));
        IsRefused("malformed", Get(new Twist { LeftOver = [0xA0] }));
        IsRefused("malformed", Get(new Twist { FlagsAdded = 0x80 }));
        IsRefused("malformed", Get(new Twist { FlagsAdded = 0x40 }));
    }

    [Theory(DisplayName = "Every flipped bit and every cut of an assertion is refused")]
    [InlineData(-7)]
    [InlineData(-257)]
    public void Flipped_bits(int algorithm)
    {
        var passkey = SoftwarePasskey.New(RpId, Owner, algorithm);
        var read = AuthenticationResponse.Read(Element(Authenticator.Get(Options, passkey)))!;
        var record = new CredentialRecord(passkey.Id, passkey.PublicKey, 0, Owner);
        Value(AuthenticationCeremony.Verify(read, record, Expected));
        // With nothing expected but the signature, so that each bit has to be noticed by it alone.
        foreach (var changed in Changes(read.AuthenticatorData)) Refused(read with { AuthenticatorData = changed });
        foreach (var changed in Changes(read.ClientDataJson)) Refused(read with { ClientDataJson = changed });
        foreach (var changed in Changes(read.Signature)) Refused(read with { Signature = changed });

        void Refused(AuthenticationResponse response) => Assert.False(AuthenticationCeremony.Verify(response, record, Expected).TryGet(out _, out _));
    }

    [Fact]
    public void Responses_that_lack_a_member_are_none()
    {
        var whole = Authenticator.Get(Options, _passkey);
        foreach (var member in new[] { "clientDataJSON", "authenticatorData", "signature" })
        {
            var copy = whole.DeepClone();
            copy["response"]!.AsObject().Remove(member);
            Assert.Null(AuthenticationResponse.Read(Element(copy)));
        }

        var odd = whole.DeepClone();
        odd["response"]!["userHandle"] = "!";
        Assert.Null(AuthenticationResponse.Read(Element(odd)));
        odd["response"]!["userHandle"] = (JsonNode?)null;
        Assert.Null(AuthenticationResponse.Read(Element(odd))!.UserHandle);
    }

    private CeremonyResult<AssertedCredential> Get(Twist twist) => Authenticate(Authenticator.Get(Options, _passkey, twist), new CredentialRecord(_passkey.Id, _passkey.PublicKey, 0, Owner));

    private static IEnumerable<ReadOnlyMemory<byte>> Changes(ReadOnlyMemory<byte> octets)
    {
        for (var bit = 0; bit < octets.Length * 8; bit++)
        {
            var changed = octets.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return changed;
        }

        for (var length = 0; length < octets.Length; length++) yield return octets[..length];
        yield return (byte[])[.. octets.Span, 0];
    }
}
