using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gatehouse.Protocol.Tests;

/// <summary>
/// Texts for properties: characters that parsers look at, mixed with any UTF-16 unit, unpaired surrogates included (FsCheck's own texts
/// are almost all ASCII).
/// </summary>
internal static class AnyText
{
    private static readonly Gen<char> Unit = Gen.Frequency(
        (3, Gen.Elements("%+&=:\"\\{}[],aF0 \0".ToCharArray())),
        (1, Gen.Choose(0, 0xFFFF).Select(unit => (char)unit)),
        (1, Gen.Choose(0xD800, 0xDFFF).Select(unit => (char)unit)));

    /// <summary>Any text at all.</summary>
    public static Arbitrary<string> Raw { get; } = Unit.ArrayOf().Select(units => new string(units)).ToArbitrary();

    /// <summary>Any text that has a UTF-8 form.</summary>
    public static Arbitrary<string> WellFormed { get; } =
        Unit.ArrayOf().Select(units => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units))).ToArbitrary();

    public static void Holds(this Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
