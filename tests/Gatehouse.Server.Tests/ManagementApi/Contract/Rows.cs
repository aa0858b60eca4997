using System.Globalization;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>Rows that no call of the Management API makes, or not as many as a test wants.</summary>
internal sealed partial class Things
{
    private DateTime Now => server.Clock.GetUtcNow().UtcDateTime;

    private Sealer Sealer => server.Services.GetRequiredService<Sealer>();

    private Task<int> AddAsync<T>(T row) where T : class => server.InDatabaseAsync(
        db =>
        {
            db.Add(row);
            return db.SaveChangesAsync();
        }, tenantId);

    /// <summary>The tokens that a social provider gave for a user.</summary>
    public async Task<string> TokenSecretAsync(string userId)
    {
        var id = Identifier.Long();
        await AddAsync(new TokenSecret
        {
            TenantId = tenantId, Id = id, UserId = userId, Tokens = Sealer.Seal("{}"), Metadata = JsonText.EmptyObject, IdentityId = TestServer.Unique(),
            ConnectorId = "connector", Target = TestServer.Unique("target"), CreatedAt = Now, UpdatedAt = Now,
        });
        return id;
    }

    public Task LogAsync() => AddAsync(AuditRowOf("Interaction.SignIn.Submit"));

    /// <summary>An entry about the user.</summary>
    public async Task ChangeUserAsync(string userId) => (await api.PatchAnswerAsync("/api/users/" + userId, new { name = TestServer.Unique() })).Expect(200);

    /// <summary>A delivery of a webhook.</summary>
    public Task DeliveryAsync(string hookId) => AddAsync(AuditRowOf("TriggerHook.PostSignIn", hookId));

    /// <summary>A delivery that was given up.</summary>
    public async Task OwedAsync(string hookId)
    {
        var (id, sequence) = (Identifier.Long(), Identifier.Sequence(Now));
        await AddAsync(new EventRow
        {
            TenantId = tenantId, Id = id, Sequence = sequence, Name = "User.Created", Subject = "somebody", Payload = JsonText.EmptyObject, CreatedAt = Now,
        });
        await AddAsync(new OutboxRow
        {
            TenantId = tenantId, HookId = hookId, EventId = id, Sequence = sequence, Subject = "somebody", OwedSince = Now, DueAt = Now, State = OutboxState.Dead, FinishedAt = Now,
        });
    }

    private AuditRow AuditRowOf(string key, string? hookId = null) => new()
    {
        TenantId = tenantId, Id = Identifier.Long(), Key = key, CreatedAt = Now, HookId = hookId,
        Payload = JsonText.FromStored($$"""{"key":"{{key}}","result":"Success"}"""),
    };

    /// <summary>A bulk change of one user who is not there.</summary>
    public Task<string> JobAsync() => IdAsync("/api/users/bulk", new { action = "suspend", userIds = (string[])["nobody"] });

    public Task JobErrorAsync(string jobId) => server.InDatabaseAsync(
        async db =>
        {
            var line = await db.JobErrors.Where(error => error.JobId == jobId).CountAsync() + 1000;
            db.JobErrors.Add(JobError.Of(await db.Jobs.SingleAsync(job => job.Id == jobId), line, line.ToString(CultureInfo.InvariantCulture), new Refusal("entity.not_found", 404)));
            return await db.SaveChangesAsync();
        }, tenantId);

    /// <summary>The test connectors are one each, so this one stands in a place of its own.</summary>
    public Task AnotherConnectorAsync() => AddAsync(new Connector
    {
        TenantId = tenantId, Id = Identifier.Short(), FactoryId = "mock-social-connector", Slot = TestServer.Unique("Social Universal "), Config = Sealer.Seal("{}"), CreatedAt = Now,
    });

    public Task MailAsync() => AddAsync(new MailboxMessage
    {
        TenantId = tenantId, Id = Identifier.Sequence(Now), Type = ConnectorType.Email, Recipient = "somebody@mail.test", UsageType = "SignIn",
        Content = Sealer.Seal("""{"subject":"Mail","content":"It is 1","contentType":"text/plain","payload":{}}"""), CreatedAt = Now,
    });
}
