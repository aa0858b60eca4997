using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Phone;

namespace Gatehouse.Server.Tests.Platform.Phone;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("123", "123")]
    [InlineData("12025550123", "12025550123")]
    [InlineData("79161234567", "79161234567")]
    [InlineData("4901512345678", "491512345678")]
    [InlineData("491512345678", "491512345678")]
    [InlineData("49001512345678", "491512345678")]
    [InlineData("86013000000001", "8613000000001")]
    [InlineData("8613000000001", "8613000000001")]
    [InlineData("4407911123456", "447911123456")]
    [InlineData("82010123456", "8210123456")]
    [InlineData("3606301234567", "36301234567")]
    [InlineData("36301234567", "36301234567")]
    [InlineData("34012345678", "34012345678")] // Spain has no trunk prefix
    [InlineData("390612345678", "390612345678")] // Italy
    [InlineData("37806661212", "37806661212")] // San Marino
    [InlineData("37906698", "37906698")] // Vatican
    [InlineData("24106031234", "24106031234")] // Gabon
    [InlineData("242061234567", "242061234567")] // Republic of the Congo
    [InlineData("2250123456789", "2250123456789")] // Ivory Coast
    [InlineData("2290195123456", "2290195123456")] // Benin
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("4901234567890123", "491234567890123")]
    [InlineData("4901", "4901")] // what is left must be a number
    [InlineData("49000000000", "4900")]
    [InlineData("241074123456", "24174123456")] // Gabon since 2019
    public void What_can_be_parsed_is_normalised(string digits, string expected)
    {
        Assert.True(PhoneNumber.TryNormalize(digits, out var normalized));
        Assert.Equal(expected, normalized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("12")]
    [InlineData("0123456789")]
    [InlineData("99999999999999")]
    [InlineData("2101234567")]
    [InlineData("490")]
    [InlineData("1234567890123456")]
    [InlineData("490000000000000000015")]
    [InlineData("+491512345678")]
    [InlineData("49 1512345678")]
    [InlineData("49151234567a")]
    [InlineData("٤٩١٥١٢٣٤٥٦٧٨")]
    [InlineData("491512345678\n")]
    public void What_cannot_is_refused(string digits) => Assert.False(PhoneNumber.TryNormalize(digits, out _));

    [Theory]
    [InlineData("491512345678", "491512345678 4901512345678")]
    [InlineData("36301234567", "36301234567 3606301234567")]
    [InlineData("24174123456", "24174123456 241074123456")]
    [InlineData("12025550123", "12025550123")]
    [InlineData("390612345678", "390612345678")]
    public void Variants_are_with_and_without_the_trunk_prefix(string normalized, string expected) =>
        Assert.Equal(expected, string.Join(' ', PhoneNumber.Variants(normalized)));

    [Fact]
    public void No_calling_code_begins_another() =>
        Assert.DoesNotContain(
            CallingCode.All, code => CallingCode.All.Any(other => other != code && other.StartsWith(code, StringComparison.Ordinal)));

    /// <summary>ITU-T E.164's list, block by block: digits that have codes, and those that are spare or reserved.</summary>
    [Theory]
    [InlineData("20 27", "210-219", "211 212 213 216 218")]
    [InlineData("", "220-249", "220-249")]
    [InlineData("", "250-269", "250-258 260-269")]
    [InlineData("", "280-299", "290 291 297 298 299")]
    [InlineData("30 31 32 33 34 36 39", "350-359 370-389", "350-359 370-379 380 381 382 383 385 386 387 389")]
    [InlineData("40 41 43 44 45 46 47 48 49", "420-429", "420 421 423")]
    [InlineData("51 52 53 54 55 56 57 58", "500-509", "500-509")]
    [InlineData("", "590-599", "590-599")]
    [InlineData("60 61 62 63 64 65 66", "670-699", "670 672-679 680-683 685-689 690 691 692")]
    [InlineData("81 82 84 86", "800-809", "800 808")]
    [InlineData("", "830-839", "")]
    [InlineData("", "850-859", "850 852 853 855 856")]
    [InlineData("", "870-899", "870 878 880-883 886 888")]
    [InlineData("90 91 92 93 94 95 98", "960-979", "960-968 970-977 979")]
    [InlineData("1 7", "990-999", "992-996 998")]
    public void Every_assigned_code_is_known_and_no_other(string shorter, string block, string assigned)
    {
        foreach (var code in Expand(shorter).Concat(Expand(assigned))) Assert.Equal(code, CallingCode.Of(code + "55"));
        foreach (var code in Expand(block).Except(Expand(assigned))) Assert.Null(CallingCode.Of(code + "55"));
    }

    [Fact]
    public void Each_code_takes_two_digits_and_not_one()
    {
        Assert.Equal(216, CallingCode.All.Count);
        foreach (var code in CallingCode.All)
        {
            Assert.True(PhoneNumber.TryNormalize($"{code}55", out var normalized));
            Assert.Equal($"{code}55", normalized);
            Assert.False(PhoneNumber.TryNormalize($"{code}5", out _));
        }
    }

    [Fact]
    public void Normalising_twice_is_normalising_once_and_every_variant_leads_back()
    {
        var digits = Gen.Zip(Gen.Elements(CallingCode.All.ToArray()), Gen.Choose(0, 9).ListOf())
            .Select(parts => parts.Item1 + string.Concat(parts.Item2)).ToArbitrary();
        Prop.ForAll(digits, number =>
            !PhoneNumber.TryNormalize(number, out var once)
            || (once.Length <= 15
                && PhoneNumber.Variants(once).All(variant => PhoneNumber.TryNormalize(variant, out var again) && again == once)))
            .QuickCheckThrowOnFailure();
    }

    private static IEnumerable<string> Expand(string codes) =>
        from part in codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let ends = part.Split('-').Select(int.Parse).ToArray()
        from code in Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)
        select $"{code}";
}
