using System.Collections.Concurrent;
using System.Data.Common;
using Gatehouse.Server.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Support;

/// <summary>Counts the commands that one request sends to the database: the request says under which name.</summary>
internal sealed class CommandCount(IHttpContextAccessor accessor) : DbCommandInterceptor
{
    private const string Header = "x-count-commands";
    private readonly ConcurrentDictionary<string, List<string>> _commands = new();

    public static void Add(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<CommandCount>();
        services.ConfigureDbContext<SqliteGatehouseDb>((provider, db) => db.AddInterceptors(provider.GetRequiredService<CommandCount>()));
        services.ConfigureDbContext<PostgresGatehouseDb>((provider, db) => db.AddInterceptors(provider.GetRequiredService<CommandCount>()));
    }

    /// <summary>The commands of one call, in their order.</summary>
    public Task<(Answer Answer, IReadOnlyList<string> Commands)> CallAsync(HttpClient client, HttpMethod method, string path) =>
        CallAsync(header => client.SendAnswerAsync(method, path, null, header));

    /// <summary>The commands of a call that sends this header.</summary>
    public async Task<(Answer Answer, IReadOnlyList<string> Commands)> CallAsync(Func<(string Name, string Value), Task<Answer>> call)
    {
        var name = Guid.NewGuid().ToString("N");
        var answer = await call((Header, name));
        return (answer, _commands.TryRemove(name, out var commands) ? commands : []);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Note(command);
        return base.ReaderExecuting(command, eventData, result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
    }

    private void Note(DbCommand command)
    {
        if (accessor.HttpContext?.Request.Headers[Header].ToString() is not { Length: > 0 } name) return;
        var commands = _commands.GetOrAdd(name, _ => []);
        lock (commands) commands.Add(command.CommandText);
    }
}
