using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>
/// What a form that changes an object was made from: the values that it showed. The form carries their digest; who posts it reads the object
/// again, and where the digest is another, somebody changed it meanwhile: the page answers 409 with both values beside each other
/// (<see cref="ChangedMeanwhile"/>) and the digest of today, so that saving once more overwrites knowingly.
/// </summary>
internal sealed record FormBasis(IReadOnlyList<FormValue> Values)
{
    /// <summary>The hidden field with the digest.</summary>
    public const string Field = "basis";

    public string Digest { get; } = Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Values.SelectMany(value => (string[])[value.Name, value.Value]))));

    /// <summary>Whether the form was made from these values. A form without a digest was not.</summary>
    public bool IsOf(PostedForm form) => form[Field] == Digest;

    /// <summary>Who changed it, and where what was typed differs from what is there now.</summary>
    public ChangedMeanwhile Against(PostedForm form, LastChange? last) => new(
        last, [.. Values.Where(value => Plain(ValueOf(form, value.Name)) != Plain(value.Value)).Select(value => new ChangedValue(value.Label, value.Value, ValueOf(form, value.Name)))]);

    /// <summary>What a field brought: of boxes that share a name, all that are ticked.</summary>
    public static string ValueOf(PostedForm form, string name) => string.Join('\n', form.All(name).Order(StringComparer.Ordinal));

    /// <summary>Browsers write line ends their own way (HTML 4.10.21.4).</summary>
    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}

/// <summary>A value that a form shows.</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Label">What people call it.</param>
internal sealed record FormValue(string Name, string Label, string Value);

/// <summary>An object was changed between the form and its post.</summary>
/// <param name="Last">Null: nobody knows.</param>
internal sealed record ChangedMeanwhile(LastChange? Last, IReadOnlyList<ChangedValue> Values);

/// <param name="Now">What is there.</param>
/// <param name="Typed">What the form brought.</param>
internal sealed record ChangedValue(string Label, string Now, string Typed);
