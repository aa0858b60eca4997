namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Names that would do harm if a page took them for more than text.</summary>
public sealed class StoredTexts : TheoryData<string>
{
    public StoredTexts()
    {
        Add("<script>alert(1)</script>");
        Add("\"><img src=x onerror=alert(1)>");
        Add("</textarea><style>body{display:none}</style>");
        Add("javascript:alert(1)");
        Add("'+alert(1)+'");
        Add("{{constructor.constructor('alert(1)')()}}");
        Add("\u202egnp.exe אבג עברית");
    }
}
