using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>POST /api/users/import with CSV (docs/bulk.md, RFC 4180).</summary>
public sealed class CsvImportTests : ServerTest
{
    [Fact]
    public async Task Columns_are_members_and_paths_of_members()
    {
        var name = TestServer.Unique();
        var job = await Api.ImportAsync($$"""
            username,name,profile.givenName,profile.address.country,customData.plan.id,customData.team,createdAt
            {{name}}_a,"Kim, ""Min""
            su",민수,KR,7,,1700000000000
            {{name}}_b,'=1+1,,,,"'@x",
            """.ReplaceLineEndings("\r\n"), BulkCalls.Csv);
        Assert.Equal((2, 0, 2), (job["succeeded"].GetInt32(), job["failed"].GetInt32(), job["totalRows"].GetInt32()));
        var a = await Api.UserAsync(name + "_a");
        Assert.Equal("Kim, \"Min\"\r\nsu", a.GetProperty("name").GetString());
        Assert.Equal("""{"givenName":"민수","address":{"country":"KR"}}""", a.GetProperty("profile").GetRawText());
        Assert.Equal("""{"plan":{"id":"7"}}""", a.GetProperty("customData").GetRawText());
        var b = await Api.UserAsync(name + "_b");
        Assert.Equal(("=1+1", """{"team":"@x"}"""), (b.GetProperty("name").GetString(), b.GetProperty("customData").GetRawText()));
    }

    [Fact]
    public async Task Objects_may_stand_in_a_cell_as_json()
    {
        var name = TestServer.Unique();
        var job = await Api.ImportAsync($$"""
            username,customData,customData.x,profile,isSuspended
            {{name}}_a,"{""a"":[1]}",,"{""nickname"":""n""}",true
            {{name}}_b,{,,,
            {{name}}_c,{},1,,
            {{name}}_d,[],,,false
            """, BulkCalls.Csv);
        Assert.Equal([(3L, "import.cell_not_json"), (4L, "import.cells_contradict"), (5L, "guard.invalid_input")], await Api.ErrorsAsync(job.Id));
        var a = await Api.UserAsync(name + "_a");
        Assert.Equal("""{"a":[1]}""", a.GetProperty("customData").GetRawText());
        Assert.True(a.GetProperty("isSuspended").GetBoolean());
    }

    [Fact]
    public async Task A_malformed_row_costs_itself_only()
    {
        var name = TestServer.Unique();
        var job = await Api.ImportAsync($$"""
            username,name
            {{name}}_a,x

            {{name}}_b
            {{name}}_c,x,y
            {{name}}_d,"open
            {{name}}_e,x
            """, BulkCalls.Csv);
        Assert.Equal([(4L, "import.wrong_number_of_cells"), (5L, "import.wrong_number_of_cells"), (6L, "import.unclosed_quote")], await Api.ErrorsAsync(job.Id));
        Assert.Equal(2, job["succeeded"].GetInt32());
        await Api.UserAsync(name + "_e");
        Assert.Contains("2 columns", (await Api.GetAnswerAsync($"/api/jobs/{job.Id}/errors")).Json[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_file_of_many_parts_goes_on_at_each_where_the_last_ended()
    {
        var name = TestServer.Unique();
        var rows = Enumerable.Range(0, 1300).Select(i => $"{name}_{i},\"line one\nline {i} 😀\",{new string('y', 300)}\n");
        var job = await Api.ImportAsync("\uFEFFusername,name,customData.z\n" + string.Concat(rows), BulkCalls.Csv);
        Assert.Equal((1300, 0, 1300), (job["succeeded"].GetInt32(), job["failed"].GetInt32(), job["totalRows"].GetInt32()));
        Assert.Equal("line one\nline 1299 😀", (await Api.UserAsync(name + "_1299")).GetProperty("name").GetString());
        var last = (await Api.LinesAsync($"/api/jobs/{job.Id}/result"))[^1];
        Assert.Equal(2 + (2 * 1299), last.GetProperty("line").GetInt32());
    }
}
