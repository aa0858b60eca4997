using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Texts;

/// <summary>
/// Korean particles whose form hangs on the sound before them: what is written <c>을(를)</c> in a sentence, because a name is filled in
/// before it, becomes <c>을</c> or <c>를</c>. Names in other scripts count as ending in a vowel, as most of them do when they are read out.
/// </summary>
internal static partial class KoreanParticles
{
    private const char FirstSyllable = '가';
    private const char LastSyllable = '힣';
    private const int Finals = 28;
    private const int FinalRieul = 8;

    /// <summary>The last sounds of the digits from 0 to 9 (영, 일, 이, 삼 …): a consonant, rieul, or none.</summary>
    private const string DigitFinals = "crvcvvcrrv";

    public static string Settle(string sentence) => sentence.Contains('(', StringComparison.Ordinal) ? Particle().Replace(sentence, Choose) : sentence;

    private static string Choose(Match match)
    {
        var final = FinalOf(match.Groups[1].Value[0]);
        var form = match.Groups[2].Value switch
        {
            "(으)로" => final == 'c' ? "으로" : "로",
            "을(를)" => final == 'v' ? "를" : "을",
            "은(는)" => final == 'v' ? "는" : "은",
            "이(가)" => final == 'v' ? "가" : "이",
            _ => final == 'v' ? "와" : "과",
        };
        return match.Groups[1].Value + form;
    }

    /// <returns><c>c</c> for a consonant, <c>r</c> for rieul, <c>v</c> for none.</returns>
    private static char FinalOf(char last) => last switch
    {
        >= FirstSyllable and <= LastSyllable => ((last - FirstSyllable) % Finals) switch { 0 => 'v', FinalRieul => 'r', _ => 'c' },
        >= '0' and <= '9' => DigitFinals[last - '0'],
        _ => 'v',
    };

    [GeneratedRegex(@"(\S)(\(으\)로|을\(를\)|은\(는\)|이\(가\)|과\(와\))")]
    private static partial Regex Particle();
}
