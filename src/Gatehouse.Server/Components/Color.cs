using System.Globalization;

namespace Gatehouse.Server.Components;

/// <summary>An sRGB colour, as far as readability goes (WCAG 2.2, section 1.4.3): customers choose their colour, people must read what stands on it.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    /// <summary>WCAG 2.2 AA for text.</summary>
    private const double Readable = 4.5;

    private const int Steps = 20;

    public static readonly Color White = new(255, 255, 255);
    public static readonly Color Black = new(0, 0, 0);

    /// <param name="hex"><c>#rgb</c> or <c>#rrggbb</c>.</param>
    /// <param name="fallback">In place of what is none.</param>
    public static Color Read(string? hex, Color fallback)
    {
        if (hex is not ['#', .. var digits] || digits.Length is not (3 or 6)) return fallback;
        var full = digits.Length == 6 ? digits : string.Concat(digits.SelectMany(digit => new[] { digit, digit }));
        return uint.TryParse(full, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new Color((byte)(value >> 16), (byte)(value >> 8), (byte)value) : fallback;
    }

    public string Hex => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>Black or white, whichever is easier to read on it.</summary>
    public Color On => ContrastWith(White) >= ContrastWith(Black) ? White : Black;

    /// <summary>The nearest tone of it that can be read on <paramref name="surface"/>.</summary>
    public Color ReadableOn(Color surface)
    {
        for (var step = 0; step < Steps; step++)
        {
            var tone = MixedWith(surface.On, (double)step / Steps);
            if (tone.ContrastWith(surface) >= Readable) return tone;
        }

        return surface.On;
    }

    public double ContrastWith(Color other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private Color MixedWith(Color other, double part) => new(Mix(Red, other.Red, part), Mix(Green, other.Green, part), Mix(Blue, other.Blue, part));

    private static byte Mix(byte one, byte other, double part) => (byte)Math.Round(one + ((other - one) * part));

    private static double Linear(byte channel)
    {
        var share = channel / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
