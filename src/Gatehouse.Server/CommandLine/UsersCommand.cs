using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse users import FILE</c> and <c>gatehouse users export</c>: users in bulk, on the database itself (docs/bulk.md).</summary>
internal static class UsersCommand
{
    public static Command Create() => new("users", "Users in bulk") { Import(), Export() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "NDJSON, each line a body of POST /api/users, or CSV with a header row" };
        var tenant = OnTenant.Option("Who gets the users");
        var format = Format("What the file is; by default what its name ends with says");
        var isTrial = new Option<bool>("--dry-run") { Description = "Only say what would happen" };
        var import = new Command("import", "Make the users of a file; exit code 2 when some rows failed") { file, tenant, format, isTrial };
        import.SetAction(async (parsed, ct) =>
        {
            await using var app = OnTenant.Build(parsed);
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists) throw new FileNotFoundException($"There is no file {source.FullName}.");
            await GatehouseApp.PrepareAsync(app.Services, ct);
            var name = parsed.GetValue(format) ?? source.Extension.TrimStart('.');
            return await new UserImport(app.Services, parsed.GetRequiredValue(tenant)).RunAsync(source, RecordFormats.OfName(name), parsed.GetValue(isTrial), ct);
        });
        return import;
    }

    private static Command Export()
    {
        var tenant = OnTenant.Option("Whose users");
        var format = Format("What to write: ndjson (the default) or csv");
        var filter = new Option<string>("--filter") { Description = "Which users, as the query of GET /api/users, for example search=%25@example.com", DefaultValueFactory = _ => "" };
        var includesHash = new Option<bool>("--include-password-hash") { Description = "With the digests of passwords: keep the file safe" };
        var export = new Command("export", "Write users to the standard output, the oldest first") { tenant, format, filter, includesHash };
        export.SetAction((parsed, ct) => OnTenant.RunAsync(parsed, tenant, async services =>
        {
            var query = QueryPairs.Read("?" + parsed.GetRequiredValue(filter).TrimStart('?'));
            if (!UserFilter.Parse(query).TryGet(out var which, out var refused))
            {
                await Terminal.Error.WriteLineAsync(Say(services, refused));
                return 1;
            }

            var users = await which.ApplyAsync(services.GetRequiredService<GatehouseDb>(), UserMemberships.IdsOf, ct);
            await using var output = Terminal.OpenOutput();
            var pieces = ExportUsers.ExecuteAsync(users, RecordFormats.OfName(parsed.GetValue(format) ?? ""), parsed.GetValue(includesHash), ct);
            await foreach (var piece in pieces) await output.WriteAsync(piece, ct);
            return 0;
        }, ct));
        return export;
    }

    /// <summary>The sentence of a refusal, with what it says of the details.</summary>
    public static string Say(IServiceProvider services, Refusal refusal)
    {
        var sentence = services.GetRequiredService<Phrases>().Say(Phrases.FallbackLanguage, refusal.Code, refusal.Values);
        return refusal.Details is null ? sentence : $"{sentence} {refusal.Details.ReplaceLineEndings("; ")}";
    }

    private static Option<string?> Format(string description)
    {
        var format = new Option<string?>("--format") { Description = description };
        format.AcceptOnlyFromAmong([.. RecordFormats.Names]);
        return format;
    }
}
