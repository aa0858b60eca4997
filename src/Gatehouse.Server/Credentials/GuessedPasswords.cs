using System.Collections.Frozen;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// The passwords that guessers try first. The list is short and our own: nothing of a password, not even a part of its digest, is sent to
/// anybody to learn whether it is known.
/// </summary>
internal static class GuessedPasswords
{
    private static readonly FrozenSet<string> All = """
        123456 1234567 12345678 123456789 1234567890 12345 1234 123123 123321 111111 11111111 000000 00000000 222222 555555 666666 777777 7777777
        888888 88888888 999999 987654321 654321 87654321 112233 121212 131313 159753 147258369 789456123 123456a 123456aa 123abc abc123 abcd1234
        a123456 a12345678 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 qazwsx qazwsxedc zaq12wsx zaq1zaq1 qwe123 qwerty qwerty1 qwerty12
        qwerty123 qwerty1234 qwertyuiop qwertyui asdfgh asdfghjkl asdf1234 asdfasdf zxcvbn zxcvbnm aaaaaa aaaaaaaa aa123456 aa12345678
        password password1 password12 password123 password1234 password! password1! passw0rd p@ssw0rd p@ssword p@ssw0rd1 pa55word pass1234 pass123
        passwd passport admin admin1 admin12 admin123 admin1234 administrator root toor changeme changeme1 change_me default guest letmein letmein1
        welcome welcome1 welcome12 welcome123 welcome! login login123 master master1 secret secret1 secret123 temp1234 temporary test test1 test123
        test1234 testtest tester demo1234 user1234 user user123 hello hello1 hello123 hello1234 hellohello iloveyou iloveyou1 iloveyou2 lovely
        loveyou princess princess1 sunshine sunshine1 monkey monkey1 monkey123 dragon dragon1 dragon123 football football1 baseball baseball1
        basketball soccer soccer1 hockey superman superman1 batman batman1 spiderman pokemon pokemon1 naruto starwars starwars1 michael jordan
        jordan23 michelle jennifer jessica ashley ashley1 daniel charlie charlie1 thomas robert andrew joshua matthew anthony george nicole
        samantha amanda hannah maggie buster ginger pepper cookie chocolate cheese banana orange flower flower1 summer summer1 summer2024 summer2025
        winter winter1 winter2024 winter2025 spring2024 spring2025 autumn2024 autumn2025 freedom freedom1 whatever trustno1 shadow shadow1 killer
        hunter hunter2 ranger harley mustang mercedes ferrari corvette porsche yamaha computer computer1 internet internet1 samsung samsung1 google
        google123 facebook facebook1 linkedin myspace1 microsoft windows windows10 android iphone apple123 matrix access access14 access123 security
        secure123 server1 database oracle mysql123 postgres company1 company123 business office123 manager1 p455w0rd l3tm31n qwer1234 qwer1234! q1w2e3r4t5
        1234qwer 1234abcd 12341234 12344321 11223344 12121212 13131313 10203040 102030 101010 696969 zxcv1234 tlqkf123 rkskek
        qlalfqjsgh dkssud12 gksrnr12 korea123 seoul123 monday123 january1 january2025 december2024 december2025 nothing12 blink182 myspace ninja123
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>In whatever case: a capital letter makes none of them harder to guess.</summary>
    public static bool Contains(string password) => All.Contains(password);
}
