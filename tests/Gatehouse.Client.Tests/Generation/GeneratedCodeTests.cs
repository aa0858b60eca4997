using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests.Generation;

/// <summary>The clients in sdk/dotnet say what the server's documents say. GATEHOUSE_UPDATE_GOLDEN=1 writes them anew; a reviewer sees what changed.</summary>
public sealed class GeneratedCodeTests : ClientTest
{
    [Theory(DisplayName = "The generated client is what the OpenAPI document says")]
    [InlineData("management", "ManagementClient")]
    [InlineData("user", "AccountClient")]
    public async Task The_generated_client_is_what_the_document_says(string document, string name)
    {
        var text = (await Server.Anonymous.GetAnswerAsync($"/api/.well-known/{document}.openapi.json")).Expect(200).Text;
        var code = await ClientCode.WriteAsync(text, name);
        var file = $"sdk/dotnet/Gatehouse.Client/Generated/{name}.g.cs";
        var path = Repository.PathOf(file);
        if (Environment.GetEnvironmentVariable("GATEHOUSE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, code);
        }

        var kept = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        Assert.True(kept.ReplaceLineEndings("\n") == code,
            $"{file} is not what the server's document says any more. Run GATEHOUSE_UPDATE_GOLDEN=1 dotnet test tests/Gatehouse.Client.Tests once and commit the file.");
    }
}
