using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Access;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console;

/// <summary>What stands around every page of the console and what all its parts may ask for. It reaches them as a cascading value.</summary>
/// <param name="TenantId">The tenant that is administered, not the administrators' own unless that is the one.</param>
/// <param name="Path">Of this page within the tenant: <c>/users</c>.</param>
/// <param name="Theme"><c>auto</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Token">The value of the token's field in this page's forms.</param>
/// <param name="Now">When the page was made; times are told relative to it.</param>
internal sealed record ConsoleFrame(
    PageTexts Texts, ConsoleAdministrator Administrator, string TenantId, string Path, string Theme, string Token, DateTimeOffset Now)
{
    /// <summary>What was done on the page before; null for nothing.</summary>
    public ConsoleNotice? Notice { get; init; }

    /// <summary>The tenants that can be switched to.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>This page in each language.</summary>
    public IReadOnlyList<LanguageChoice> Languages { get; init; } = [];

    /// <summary>The public address of the tenant that is administered.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The call of the Management API that this page shows; null for none.</summary>
    public ConsoleCall? Call { get; init; }

    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values) => Texts.Say(name, values);

    /// <param name="path">Of a page of the console within the tenant: <c>/users</c>.</param>
    public string UrlOf(string path) => $"/console/{TenantId}{path}";

    /// <summary>Whether the administrator's role lets them make this call. Only for what is shown: the call itself is judged where it is made.</summary>
    /// <param name="pattern">A route of the Management API: <c>/users/{userId}</c>.</param>
    public bool May(string method, string pattern) => Administrator.May(method, pattern, TenantId == TenantEndpoints.Admin);

    /// <summary>Whether that part of the console is where the reader is.</summary>
    public bool IsAt(string area) => Path == area || Path.StartsWith(area + "/", StringComparison.Ordinal);
}

/// <summary>One sentence that tells what was done, by its name and what stands in it.</summary>
/// <param name="Name">Of the sentence, without <c>done.</c>.</param>
/// <param name="Value">For the place <c>{name}</c>; may be empty.</param>
internal sealed record ConsoleNotice(string Name, string Value)
{
    public static NoticeCookie Cookie { get; } = new("console_notice", "/console");

    /// <summary>Once.</summary>
    public static ConsoleNotice? Take(HttpContext http) => Cookie.Take(http) is var (name, value) ? new ConsoleNotice(name, value) : null;
}

/// <summary>A request to the Management API, as somebody would make it from elsewhere.</summary>
/// <param name="Path">With query: <c>/api/users?page=2</c>.</param>
internal sealed record ConsoleCall(string Method, string Path);
