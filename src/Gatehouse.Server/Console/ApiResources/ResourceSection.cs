namespace Gatehouse.Server.Console.ApiResources;

/// <summary>The pages about API resources and their permissions.</summary>
internal static class ResourceSection
{
    public static ConsoleRoutes MapApiResources(this ConsoleRoutes routes) => routes
        .Page<ResourceListPage>(ResourceListPage.Path)
        .Page<CreateResourcePage>(CreateResourcePage.Path)
        .Page<ResourcePage>(ResourcePage.Path)
        .Page<ScopeListPage>(ScopeListPage.Path)
        .Page<ScopePage>(ScopePage.Path);
}
