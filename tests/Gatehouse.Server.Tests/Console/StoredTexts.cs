namespace Gatehouse.Server.Tests.Console;

/// <summary>Texts that would do harm if a page took them for more than text: HTML, CSS, addresses that run, templates, letters that turn the line.</summary>
public sealed class StoredTexts : TheoryData<string>
{
    public StoredTexts()
    {
        Add("<script>alert(1)</script>");
        Add("\"><img src=x onerror=alert(1)>");
        Add("<svg/onload=alert(1)>");
        Add("</textarea><style>body{display:none}</style>");
        Add("}</style><script>alert(1)</script>");
        Add("@import url(//evil.example/x.css)");
        Add("background:url(javascript:alert(1))");
        Add("javascript:alert(1)");
        Add("JaVaScRiPt:alert(1)//https://x");
        Add("data:text/html,<script>alert(1)</script>");
        Add("'+alert(1)+'");
        Add("{{constructor.constructor('alert(1)')()}} @(1+1)");
        Add("\u202egnp.exe אבג עברית");
    }
}
