using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>The form with a user's own values: what it shows, and what of a posted one is to be changed.</summary>
/// <param name="Fields">Those of the profile.</param>
internal sealed record UserDetails(ConsoleUser User, IReadOnlyList<ProfileField> Fields)
{
    private static readonly string[] Own = ["name", "username", "primaryEmail", "primaryPhone", "avatar"];

    public FormBasis Basis(ConsoleFrame frame) => new(
    [
        .. Own.Select(name => new FormValue(name, frame.Say(name is "avatar" ? "user.avatar" : "field." + name), ValueOf(name))),
        .. Fields.Select(field => new FormValue(field.Name, field.Label, field.ValueOf(User))),
    ]);

    /// <summary>The body of PATCH /api/users/{userId}: the members that differ, profile and custom data whole.</summary>
    public JsonObject Changes(PostedForm form)
    {
        var body = new JsonObject();
        foreach (var name in Own.Where(form.Has))
        {
            var text = name is "primaryPhone" ? TypedPhone.Digits(form[name]) : form[name].Trim();
            if (text != ValueOf(name)) body[name] = text.Length > 0 ? text : null;
        }

        foreach (var home in Fields.GroupBy(field => field.IsCustom))
        {
            var changed = home.Where(field => form.Has(field.Name) && form[field.Name].Trim() != field.ValueOf(User)).ToList();
            if (changed.Count == 0) continue;
            var whole = JsonNode.Parse((home.Key ? User.CustomData : User.Profile).GetRawText())!.AsObject();
            foreach (var field in changed) field.Put(whole, form[field.Name].Trim());
            body[home.Key ? "customData" : "profile"] = whole;
        }

        return body;
    }

    private string ValueOf(string name) => name switch
    {
        "name" => User.Name,
        "username" => User.Username,
        "primaryEmail" => User.PrimaryEmail,
        "primaryPhone" => User.PrimaryPhone,
        _ => User.Avatar,
    } ?? "";
}
