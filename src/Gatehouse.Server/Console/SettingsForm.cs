using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console;

/// <summary>A form that changes members of one object of the API: shown, held against what is there when it comes back, and sent.</summary>
/// <param name="path">Of the object, which is read by GET.</param>
/// <param name="method">That changes it.</param>
/// <param name="fields">Which fields of the form a code of the API is about.</param>
internal sealed class SettingsForm(FormBody body, string path, string method = "PATCH", IReadOnlyDictionary<string, string>? fields = null)
{
    /// <summary>Of the entries of the audit log that tell who changed it; null: nobody is told.</summary>
    public string? AuditKey { get; init; }

    public async Task<FormModel> ReadAsync(ConsoleVisit visit)
    {
        var stored = await visit.Api.ReadAsync<JsonObject>(path);
        return new FormModel(new FormValues(stored, null), null) { Basis = body.Basis(visit, stored).Digest };
    }

    /// <summary>Null: it is changed.</summary>
    public async Task<FormModel?> ChangeAsync(ConsoleVisit visit)
    {
        var stored = await visit.Api.ReadAsync<JsonObject>(path);
        var (basis, values) = (body.Basis(visit, stored), new FormValues(stored, visit.Form));
        if (!basis.IsOf(visit.Form))
            return new FormModel(values, null) { Basis = basis.Digest, Changed = basis.Against(visit.Form, await LastAsync(visit)) };

        var sent = body.Read(visit, stored, out var problem);
        if (sent is not null)
        {
            var answer = method == "PUT" ? await visit.Api.PutAsync(path, sent) : await visit.Api.PatchAsync(path, sent);
            if (answer.IsGood) return null;
            problem = fields is null ? answer.Problem : answer.Problem.At(fields);
        }

        return new FormModel(values, problem) { Basis = basis.Digest };
    }

    private async Task<LastChange?> LastAsync(ConsoleVisit visit) => AuditKey is null ? null : await LastChange.OfKeyAsync(visit, AuditKey);
}
