using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Tests.Platform;

public sealed class KoreanParticleTests
{
    [Theory]
    [InlineData("카카오(으)로 로그인", "카카오로 로그인")]
    [InlineData("페이스북(으)로 로그인", "페이스북으로 로그인")]
    [InlineData("구글(으)로 로그인", "구글로 로그인")]
    [InlineData("Naver(으)로 로그인", "Naver로 로그인")]
    [InlineData("이메일을(를) 입력", "이메일을 입력")]
    [InlineData("전화번호을(를) 입력", "전화번호를 입력")]
    [InlineData("사용자 이름은(는)", "사용자 이름은")]
    [InlineData("주소은(는)", "주소는")]
    [InlineData("3이(가) 7이(가) 2이(가)", "3이 7이 2가")]
    [InlineData("7(으)로 3(으)로", "7로 3으로")]
    [InlineData("조직과(와) 역할과(와) 키과(와)", "조직과 역할과 키와")]
    [InlineData("괄호 (안)은 그대로", "괄호 (안)은 그대로")]
    public void A_particle_takes_the_form_that_the_sound_before_it_asks_for(string written, string read) => Assert.Equal(read, KoreanParticles.Settle(written));

    [Fact]
    public void Sentences_are_settled_once_their_places_are_filled() =>
        Assert.DoesNotContain("(", new Phrases().Say("ko", "experience.action.sign_in_with", new Dictionary<string, string> { ["name"] = "네이버" }), StringComparison.Ordinal);
}
