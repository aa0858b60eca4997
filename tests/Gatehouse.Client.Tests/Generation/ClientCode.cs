using Gatehouse.Server.Tests.Hosting;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.CSharp.Models;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Gatehouse.ClientTests.Generation;

/// <summary>The C# of a client, written by NSwag from one of the server's documents.</summary>
internal static class ClientCode
{
    /// <param name="name">Of the class and, without <c>Client</c>, of the namespace.</param>
    public static async Task<string> WriteAsync(string document, string name)
    {
        var paged = ClientDocument.PagedOperations(document);
        var read = await OpenApiDocument.FromJsonAsync(ClientDocument.Prepare(document));
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = name,
            UseBaseUrl = false,
            GenerateOptionalParameters = true,
            GenerateExceptionClasses = false,
            ExceptionClass = "GatehouseException",
            GenerateResponseClasses = false,
            // Without a name, all would be.
            WrapResponses = paged.Count > 0,
            WrapResponseMethods = [.. paged.Select(operation => $"{name}.{operation}")],
            ResponseClass = "Page",
            ResponseArrayType = "IReadOnlyList",
            ResponseDictionaryType = "IReadOnlyDictionary",
            ParameterArrayType = "IEnumerable",
            ParameterDictionaryType = "IReadOnlyDictionary",
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
            ParameterNameGenerator = new CamelNames(),
            CSharpGeneratorSettings =
            {
                TemplateDirectory = Repository.PathOf("tests/Gatehouse.Client.Tests/Generation/Templates"),
                Namespace = "Gatehouse.Client." + name.Replace("Client", "", StringComparison.Ordinal),
                JsonLibrary = CSharpJsonLibrary.SystemTextJson,
                ClassStyle = CSharpClassStyle.Poco,
                GenerateNullableReferenceTypes = true,
                GenerateOptionalPropertiesAsNullable = true,
                GenerateDataAnnotations = false,
                ExcludedTypeNames = ["Error"],
                ArrayType = "IReadOnlyList",
                ArrayInstanceType = "List",
                DictionaryType = "IDictionary",
                DictionaryInstanceType = "Dictionary",
                DateTimeType = "DateTimeOffset",
            },
        };
        // Blanks at the ends of lines are the templates'.
        return string.Join('\n', new CSharpClientGenerator(read, settings).GenerateFile().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd() + '\n';
    }

    /// <summary><c>page_size</c> is <c>pageSize</c>.</summary>
    private sealed class CamelNames : IParameterNameGenerator
    {
        public string Generate(OpenApiParameter parameter, IEnumerable<OpenApiParameter> allParameters)
        {
            var words = parameter.Name.Split('_', '-', '.').Where(word => word.Length > 0).ToList();
            return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        }
    }
}
