namespace Gatehouse.AspNetCore;

/// <summary>What an application knows of its Gatehouse. Give <see cref="ClientId"/>, <see cref="Audience"/>, or both.</summary>
public sealed class GatehouseOptions
{
    /// <summary>The server, for example <c>https://auth.example.com</c>. Plain HTTP is taken on the machine itself only.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The id of the web application that users sign in to; null when this is an API only.</summary>
    public string? ClientId { get; set; }

    /// <summary>A secret of the web application.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The indicator of the API resource that this application is; null when it takes no access tokens.</summary>
    public string? Audience { get; set; }

    /// <summary>What is asked for besides <c>openid</c> and <c>profile</c>, for example <c>email</c> or <c>offline_access</c>.</summary>
    public IList<string> Scopes { get; } = [];
}
