using System.Collections.Frozen;

namespace Gatehouse.Server.Platform.Phone;

/// <summary>The country calling codes that ITU-T E.164 has assigned. None is the beginning of another.</summary>
internal static class CallingCode
{
    private const int Longest = 3;

    /// <summary>
    /// Codes of countries that put a 0 before national numbers at home, which falls away after the code. In the others a 0 stays where
    /// it is: some have no such prefix, and in some it belongs to the number, abroad as at home: Italy (39) with the Vatican (379),
    /// San Marino (378), the Republic of the Congo (242), Ivory Coast (225), Benin (229) and Gabon (241) in its numbers of eight digits.
    /// </summary>
    private static readonly FrozenSet<string> TrunkZero = Split(
        """
        20 211 212 213 218 231 232 233 234 243 249 250 251 252 254 255 256 260 261 262 263 264 265 27 291
        31 32 33 353 355 358 359 370 373 374 375 377 380 381 382 383 385 386 387 389
        40 41 421 423 43 44 46 49
        508 51 53 54 55 57 58 590 591 593 594 595 596 598
        60 61 62 63 64 66 686
        81 82 84 850 855 856 86 880 886
        90 91 92 93 94 95 961 962 963 964 966 967 970 971 972 976 977 98 994 995 996
        """);

    /// <summary>Those with a trunk 0, and the rest. Most of 8xx and 979 belong to services, not countries.</summary>
    private static readonly FrozenSet<string> Assigned = FrozenSet.ToFrozenSet<string>(
        [
            .. TrunkZero,
            .. Split(
                """
                1 7
                216 220 221 222 223 224 225 226 227 228 229 230 235 236 237 238 239 240 241 242 244 245 246 247 248
                253 257 258 266 267 268 269 290 297 298 299
                30 34 350 351 352 354 356 357 36 371 372 376 378 379 39
                420 45 47 48
                500 501 502 503 504 505 506 507 509 52 56 592 597 599
                65 670 672 673 674 675 676 677 678 679 680 681 682 683 685 687 688 689 690 691 692
                800 808 852 853 870 878 881 882 883 888
                960 965 968 973 974 975 979 992 993 998
                """),
        ]);

    public static IReadOnlyCollection<string> All => Assigned;

    /// <summary>The code that the digits begin with.</summary>
    public static string? Of(string digits)
    {
        for (var length = 1; length <= Math.Min(Longest, digits.Length); length++)
        {
            if (Assigned.Contains(digits[..length])) return digits[..length];
        }
        return null;
    }

    /// <summary>
    /// What a national number of this length begins with at home only; empty where there is no such thing. Hungary's is 06, and Gabon
    /// has one since its numbers grew to nine digits.
    /// </summary>
    public static string TrunkPrefix(string code, int nationalLength) => code switch
    {
        "36" => "06",
        "241" when nationalLength == 9 => "0",
        _ => TrunkZero.Contains(code) ? "0" : "",
    };

    private static FrozenSet<string> Split(string codes) =>
        codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
