using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Api;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>Names, visibility, size and docstrings: what reviews would otherwise have to see.</summary>
public sealed partial class HouseRulesTests
{
    private const int LongestFile = 300;
    private static readonly string[] BannedParts = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Impl", "Service", "Services"];

    private static IEnumerable<Type> OwnTypes => typeof(GatehouseApp).Assembly.GetTypes().Where(type =>
        type.Namespace?.StartsWith("Gatehouse.", StringComparison.Ordinal) == true && !IsMadeByRazor(type)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<'));

    /// <summary>Razor makes its classes public and open, and offers nothing else.</summary>
    private static bool IsMadeByRazor(Type type) =>
        type.Name == "_Imports" || (typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type) && type.IsPublic);

    [Fact]
    public void No_type_of_the_server_is_public() =>
        Assert.Empty(OwnTypes.Where(type => type.IsPublic).Select(type => type.FullName));

    [Fact]
    public void A_class_is_sealed_static_or_a_base() => Assert.Empty(OwnTypes
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !OwnTypes.Any(other => other.BaseType == type))
        .Select(type => type.FullName));

    [Fact]
    public void No_name_has_a_part_that_says_nothing() => Assert.Empty(OwnTypes
        .Where(type => !typeof(IHostedService).IsAssignableFrom(type))
        .Where(type => Word().Matches(type.Name).Any(word => BannedParts.Contains(word.Value)))
        .Select(type => type.FullName));

    [Fact]
    public void An_interface_has_more_than_one_implementation() => Assert.Empty(OwnTypes
        .Where(type => type.IsInterface)
        // A generic class is one for every type that it is used with.
        .Where(type => Implementations(type).Sum(other => other.IsGenericTypeDefinition ? 2 : 1) < 2)
        .Select(type => type.FullName));

    private static IEnumerable<Type> Implementations(Type face) => OwnTypes.Where(type =>
        type.IsClass && type.GetInterfaces().Any(one => one == face || (one.IsGenericType && one.GetGenericTypeDefinition() == face)));

    [Fact]
    public void No_file_is_longer_than_a_reader_keeps_in_mind() => Assert.Empty(SourceTree.Server
        .Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal) && file.Text.Count(c => c == '\n') > LongestFile)
        .Select(file => file.Path));

    [Fact]
    public void Every_endpoint_says_its_method_and_path()
    {
        var endpoints = SourceTree.Server.Where(file => file.Path.EndsWith("Endpoint.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(file => !MethodAndPath().IsMatch(file.Text)).Select(file => file.Path));
    }

    [Fact]
    public void Every_operation_of_a_json_api_lies_in_a_file_of_its_name() => Assert.Empty(OwnTypes
        .Where(type => type.IsClass && typeof(IApiEndpoint).IsAssignableFrom(type))
        .Where(type => !SourceTree.Server.Any(file => file.Path.EndsWith($"/{type.Name.Split('`')[0]}.cs", StringComparison.Ordinal)))
        .Select(type => type.FullName));

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"///.*\b(GET|POST|PUT|PATCH|DELETE)[^/\n]*\s/[a-z]")]
    private static partial Regex MethodAndPath();
}
