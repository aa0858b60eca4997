using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Settings;

/// <summary>contract/management-misc.md 5, custom profile fields.</summary>
public sealed class ProfileFieldTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/api/custom-profile-fields";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task Fields_come_one_after_the_other_until_they_are_put_into_another_order()
    {
        var first = (await Api.PostAnswerAsync(Path, """{"name":"first","type":"Text","required":true,"config":{"minLength":1.0,"maxLength":5,"more":1},"id":"mine"}""")).Expect(201);
        Assert.Equal(["tenantId", "id", "name", "type", "label", "description", "required", "config", "createdAt", "sieOrder"], first.Json.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{21}$", first.Id);
        Assert.Equal(("", true, """{"minLength":1,"maxLength":5}"""), (first["label"].GetString(), first["required"].GetBoolean(), first["config"].GetRawText()));
        Assert.Equal(JsonValueKind.Null, first["description"].ValueKind);

        var batch = (await Api.PostAnswerAsync(Path + "/batch", """
            [{"name":"second","type":"Checkbox","label":"L","description":"D","required":false,"config":{"defaultValue":"true"}},
             {"name":"third","type":"Address","required":false,"config":{"parts":[{"enabled":true,"name":"region","type":"Text","required":false,"config":{"placeholder":"p"}}]}}]
            """)).Expect(201).Json;
        var place = first["sieOrder"].GetInt32();
        Assert.Equal([place + 1, place + 2], batch.EnumerateArray().Select(field => field.GetProperty("sieOrder").GetInt32()));
        Assert.Equal(["first", "second", "third"], await NamesAsync());

        var ordered = (await Api.PostAnswerAsync(Path + "/properties/sie-order", """{"order":[{"name":"third","sieOrder":1},{"name":"first","sieOrder":3}]}""")).Expect(200);
        Assert.Equal("third", ordered.Json[0].GetProperty("name").GetString());
        (await Api.PostAnswerAsync(Path + "/properties/sie-order", """{"order":[{"name":"third","sieOrder":9},{"name":"ninth","sieOrder":9}]}"""))
            .Expect(400, "custom_profile_fields.entity_not_exists_with_names");
        (await Api.PostAnswerAsync(Path + "/properties/sie-order", """{"order":[{"name":"third","sieOrder":-1}]}""")).Expect(400, "guard.invalid_input");
        Assert.Equal("third", (await NamesAsync()).First());

        Assert.Equal(first["id"].GetString(), (await Api.GetAnswerAsync(Path + "/first")).Expect(200).Id);
        foreach (var name in (string[])["first", "second", "third"]) (await Api.DeleteAnswerAsync($"{Path}/{name}")).Expect(204);
        (await Api.DeleteAnswerAsync(Path + "/first")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync(Path + "/first")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_send_and_is_stricter_than_a_beginning()
    {
        var name = TestServer.Unique("f");
        var made = (await Api.PostAnswerAsync(Path, $$$"""{"name":"{{{name}}}","type":"Select","label":"Before","description":"D","required":true,"config":{"options":[]}}""")).Expect(201);
        (await ChangeAsync("""{"type":"Select","required":true,"config":{"options":[]}}""")).Expect(400, "custom_profile_fields.invalid_options");
        var changed = (await ChangeAsync("""{"name":"other","type":"Select","required":false,"config":{"options":[{"value":"a","label":"A","more":1}]}}""")).Expect(200);
        Assert.Equal((name, "Before", "D", false), (changed["name"].GetString(), changed["label"].GetString(), changed["description"].GetString(), changed["required"].GetBoolean()));
        Assert.Equal("""{"options":[{"value":"a","label":"A"}]}""", changed["config"].GetRawText());
        Assert.Equal(made["createdAt"].GetInt64(), changed["createdAt"].GetInt64());

        (await ChangeAsync("""{"type":"Checkbox","required":false}""")).Expect(400, "custom_profile_fields.invalid_default_value");
        (await ChangeAsync("""{"type":"Checkbox","required":true,"config":{"defaultValue":"true"}}""")).Expect(400, "guard.invalid_input");
        (await ChangeAsync("""{"type":"Regex","required":false,"config":{"format":"("}}""")).Expect(400, "custom_profile_fields.invalid_regex_format");
        (await ChangeAsync("""{"type":"Number","required":false,"config":{"minValue":2,"maxValue":1}}""")).Expect(400, "custom_profile_fields.invalid_min_max_input");
        (await ChangeAsync("""{"required":false}""")).Expect(400, "guard.invalid_input");
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync($"{Path}/{name}")).Text);
        (await Api.PutAnswerAsync(Path + "/nobody", """{"type":"Text","required":false}""")).Expect(404, "entity.not_exists");
        Task<Answer> ChangeAsync(string body) => Api.PutAnswerAsync($"{Path}/{name}", body);
    }

    [Theory]
    [InlineData("with space", "invalid_name")]
    [InlineData("", "invalid_name")]
    [InlineData("naïve", "invalid_name")]
    [InlineData("preferredUsername", "name_conflict_built_in_prop")]
    [InlineData("onboarding", "name_conflict_custom_data")]
    [InlineData("defaultTenantId", "name_conflict_custom_data")]
    [InlineData("username", "name_conflict_sign_in_identifier")]
    [InlineData("phone", "name_conflict_sign_in_identifier")]
    public async Task Some_names_are_no_names(string name, string code)
    {
        (await Api.PostAnswerAsync(Path, new { name, type = "Text", required = false })).Expect(400, "custom_profile_fields." + code);
        (await Api.PostAnswerAsync(Path + "/batch", new[] { new { name = "fineName", type = "Text", required = false }, new { name, type = "Text", required = false } }))
            .Expect(400, "custom_profile_fields." + code);
        (await Api.GetAnswerAsync(Path + "/fineName")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task A_name_is_one_fields_only_and_not_too_long()
    {
        var name = TestServer.Unique("f");
        (await Api.PostAnswerAsync(Path, new { name, type = "Url", required = false })).Expect(201);
        (await Api.PostAnswerAsync(Path, new { name, type = "Url", required = false })).Expect(422, "custom_profile_fields.name_exists");
        (await Api.PostAnswerAsync(Path + "/batch", new[] { new { name = name + "x", type = "Url", required = false }, new { name = name + "x", type = "Url", required = false } }))
            .Expect(422, "custom_profile_fields.name_exists");
        (await Api.PostAnswerAsync(Path, new { name = new string('n', 129), type = "Url", required = false })).Expect(422, "entity.value_too_long");
        var twentyOne = Enumerable.Range(0, 21).Select(n => new { name = $"{name}{n}", type = "Url", required = false });
        (await Api.PostAnswerAsync(Path + "/batch", twentyOne)).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(Path + "/batch", twentyOne.First())).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Fifty_who_want_a_name_at_once_get_one_field()
    {
        var name = TestServer.Unique("f");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(Path, new { name, type = "Text", required = false })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "custom_profile_fields.name_exists"));
    }

    [Theory]
    [InlineData("""{"name":"n","type":"Text"}""")]
    [InlineData("""{"name":"n","required":true}""")]
    [InlineData("""{"type":"Text","required":true}""")]
    [InlineData("""{"name":"n","type":"Color","required":true}""")]
    [InlineData("""{"name":"n","type":"Text","required":true,"label":""}""")]
    [InlineData("""{"name":"n","type":"Text","required":true,"config":{"minLength":-1}}""")]
    [InlineData("""{"name":"n","type":"Text","required":true,"config":{"minLength":1.5}}""")]
    [InlineData("""{"name":"n","type":"Text","required":true,"config":[]}""")]
    [InlineData("""{"name":"n","type":"Checkbox","required":false}""")]
    [InlineData("""{"name":"n","type":"Checkbox","required":false,"config":{"defaultValue":true}}""")]
    [InlineData("""{"name":"n","type":"Select","required":true}""")]
    [InlineData("""{"name":"n","type":"Select","required":true,"config":{"options":[{"label":"L"}]}}""")]
    [InlineData("""{"name":"n","type":"Regex","required":true,"config":{}}""")]
    [InlineData("""{"name":"n","type":"Address","required":true}""")]
    [InlineData("""{"name":"n","type":"Address","required":true,"config":{"parts":[{"enabled":true,"name":"planet","type":"Text","required":true}]}}""")]
    [InlineData("""{"name":"n","type":"Fullname","required":true,"config":{"parts":[{"name":"givenName","type":"Text","required":true}]}}""")]
    public async Task Guard_each_kind_has_its_shape(string body) => (await Api.PostAnswerAsync(Path, body)).Expect(400, "guard.invalid_input");

    [Theory]
    [InlineData("""{"name":"n","type":"Text","required":true,"config":{"minLength":2,"maxLength":1}}""", "invalid_min_max_input")]
    [InlineData("""{"name":"n","type":"Address","required":true,"config":{"parts":[]}}""", "invalid_address_components")]
    [InlineData("""{"name":"n","type":"Fullname","required":true,"config":{"parts":[]}}""", "invalid_fullname_components")]
    [InlineData("""{"name":"n","type":"Address","required":true,"config":{"parts":[{"enabled":true,"name":"region","type":"Fullname","required":true}]}}""", "invalid_sub_component_type")]
    public async Task A_field_that_makes_no_sense_is_refused_with_its_code(string body, string code) =>
        (await Api.PostAnswerAsync(Path, body)).Expect(400, "custom_profile_fields." + code);

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await Api.GetAnswerAsync(Path)).Expect(200).Json.EnumerateArray().Select(field => field.GetProperty("name").GetString()!).Where(name => name is "first" or "second" or "third");
}
