using System.Buffers;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Introspection;
using Gatehouse.Protocol.Json;

namespace Gatehouse.Protocol.Tests.Introspection;

/// <summary>RFC 7662 section 2.2; contract oidc.md section 18.</summary>
public sealed class IntrospectionAnswerTests
{
    private static readonly IntrospectionAnswer Answer = new()
    {
        Subject = "u", ClientId = "app", ExpiresAt = 20, IssuedAt = 10, Issuer = "i", Scope = "openid a", IsAccessToken = true,
    };

    [Fact]
    public void Access_token() =>
        Assert.Equal("""{"active":true,"sub":"u","client_id":"app","exp":20,"iat":10,"iss":"i","scope":"openid a","token_type":"Bearer"}""", Written(Answer.Write));

    [Fact]
    public void Refresh_token_without_scope() =>
        Assert.Equal(
            """{"active":true,"sub":"u","client_id":"app","exp":20,"iat":10,"iss":"i","sid":"s"}""",
            Written((Answer with { IsAccessToken = false, Scope = "", SessionId = "s" }).Write));

    [Fact(DisplayName = "RFC 9449 section 6.2, RFC 8693 section 4.1: cnf and act")]
    public void Bound_token_with_actor() =>
        Assert.Equal(
            """{"active":true,"act":{"sub":"boss"},"sub":"u","client_id":"app","exp":20,"iat":10,"iss":"i","scope":"openid a","token_type":"DPoP","cnf":{"jkt":"k"}}""",
            Written((Answer with { Actor = "boss", DpopJkt = "k" }).Write));

    [Fact]
    public void Anything_else() => Assert.Equal("""{"active":false}""", Written(IntrospectionAnswer.WriteInactive));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
