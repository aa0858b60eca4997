using System.Text;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.Components;

/// <summary>The fields of a form that a page posted. A field that is not there is empty.</summary>
internal sealed class PostedForm(ILookup<string, string> fields, PostedFile? file = null)
{
    private const int UsuallyLargest = 16 * 1024;
    private const string MediaType = "application/x-www-form-urlencoded";
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static PostedForm Empty { get; } = new(Array.Empty<string>().ToLookup(text => text));

    public string this[string name] => fields[name].FirstOrDefault() ?? "";

    public IReadOnlyList<string> All(string name) => [.. fields[name]];

    /// <summary>The names of the fields that came, each once.</summary>
    public IEnumerable<string> Names => fields.Select(pair => pair.Key);

    public bool Has(string name) => fields.Contains(name);

    /// <summary>Null: none was chosen, or the form has no room for one.</summary>
    public PostedFile? File => file;

    /// <summary>Null for what no form of ours sends: another type, too much, octets that are no text, NUL in it.</summary>
    /// <param name="largestFile">In octets, for a form that brings a file; null for one that does not.</param>
    /// <param name="largest">What its fields may have together, in octets.</param>
    public static async Task<PostedForm?> ReadAsync(HttpContext http, int? largestFile = null, int largest = UsuallyLargest)
    {
        if (largestFile is { } most && http.Request.ContentType?.StartsWith(FormWithFile.MediaType, StringComparison.OrdinalIgnoreCase) == true)
            return await ReadWithFileAsync(http, most, largest);
        if (http.Request.ContentType?.Split(';', 2)[0].Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase) != true) return null;
        if (await LimitedBody.ReadAsync(http, largest) is not { } bytes) return null;
        try
        {
            var parsed = FormBody.Parse(StrictUtf8.GetString(bytes));
            return parsed.TryGet(out var pairs, out _) && !pairs.Exists(pair => Storable.HasNul(pair.Value))
                ? new PostedForm(pairs.ToLookup(pair => pair.Key, pair => pair.Value)) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static async Task<PostedForm?> ReadWithFileAsync(HttpContext http, int largestFile, int largest)
    {
        if (await FormWithFile.ReadAsync(http, largest, largestFile) is not var (parts, file)) return null;
        try
        {
            var fields = parts.Select(part => KeyValuePair.Create(part.Key, StrictUtf8.GetString(part.Value))).ToList();
            return fields.Exists(field => Storable.HasNul(field.Value)) ? null : new PostedForm(fields.ToLookup(field => field.Key, field => field.Value), file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
